import type { Proof } from "./proof.ts";

/** Table of contents: every proof, by the name of its command. */
export const proofs: Record<string, () => Promise<Proof>> = {
  "fair-start": async () => (await import("./fair-start.ts")).fairStart,
  "kill-app": async () => (await import("./kill-app.ts")).killApp,
  "kill-postgres": async () => (await import("./kill-postgres.ts")).killPostgres,
  conservation: async () => (await import("./conservation.ts")).conservation,
  idempotency: async () => (await import("./idempotency.ts")).idempotency,
  audit: async () => (await import("./audit.ts")).audit,
  access: async () => (await import("./access.ts")).access,
  plaintext: async () => (await import("./plaintext.ts")).plaintext,
  seats: async () => (await import("./seats.ts")).seats,
  hall: async () => (await import("./hall.ts")).hall,
  till: async () => (await import("./till.ts")).till,
  import: async () => (await import("./import.ts")).importing,
  settlement: async () => (await import("./settlement.ts")).settlement,
};
