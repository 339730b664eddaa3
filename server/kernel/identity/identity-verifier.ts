import { sql } from "kysely";
import type { Ctx, Tx } from "../context.ts";
import { transact } from "../context.ts";

/** What a source says of a name with a number. `unavailable`: it does not know such documents, or does not answer now. */
export const identityVerdicts = ["matches", "differs", "unavailable"] as const;
export type IdentityVerdict = (typeof identityVerdicts)[number];

export interface IdentityClaim {
  name: string;
  /** As the register calls it, e.g. "resident_id". */
  kind: string;
  number: string;
}

/** Says whether a name and a number are one person's. Whoever connects a real source writes one of these. */
export interface IdentityVerifier {
  /** Kept with every answer. */
  source: "demo";
  /** Never throws; answers within its own time limit. */
  ask(claim: IdentityClaim): Promise<IdentityVerdict>;
}

export const verifierKinds = ["none", "demo"] as const;
export type VerifierKind = (typeof verifierKinds)[number];

/**
 * Knows nobody: a card whose check character is X does not match, one whose sequence (signs 15 to 17) is 000 gets no answer, every
 * other one matches; of other documents it knows nothing. So each answer can be shown with an invented number.
 */
export const demoVerifier: IdentityVerifier = {
  source: "demo",
  ask: async ({ kind, number }) => {
    if (kind !== "resident_id" || number.slice(14, 17) === "000") return "unavailable";
    return number.endsWith("X") ? "differs" : "matches";
  },
};

const settingKey = "identity.verifier";

/** What is chosen. A demonstration asks the demo source unless told not to; elsewhere none until one is connected. */
export async function loadVerifierKind(tx: Tx, { demo }: { demo: boolean }): Promise<VerifierKind> {
  const { rows } = await sql<{ kind: string | null }>`select value->>'kind' as kind from kernel.setting
    where key = ${settingKey}`.execute(tx.db);
  const kept = verifierKinds.find((kind) => kind === rows[0]?.kind);
  // Answers that are made up belong into a demonstration, whatever a copied database says.
  if (!demo) return "none";
  return kept ?? "demo";
}

export const saveVerifierKind = (tx: Tx, kind: VerifierKind) =>
  sql`insert into kernel.setting (key, value) values (${settingKey}, ${JSON.stringify({ kind })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(tx.db);

/** Where this installation asks; undefined when it asks nowhere. */
export async function findVerifier(system: Ctx, { demo }: { demo: boolean }): Promise<IdentityVerifier | undefined> {
  const kind = await transact(system, (tx) => loadVerifierKind(tx, { demo }));
  return kind === "demo" ? demoVerifier : undefined;
}
