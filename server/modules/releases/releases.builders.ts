import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { membership } from "#modules/membership";
import { releases } from "./index.ts";
import { type NewRelease, openCap, publishRelease } from "./publish-release.ts";
import { registerReleasable } from "./releasables.ts";

registerReleasable("test", {
  cards: async () => new Map(),
  won: { message: "release.won", page: (claimId) => `/vouchers/${claimId}` },
});

export const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** A server with the routes of members and of this module, its desk and its serving at work; close it at the end. */
export async function releasesApp(): Promise<SignInApp> {
  const server = await signInApp((app, runtime) => {
    membership.routes?.(app, runtime);
    releases.routes?.(app, runtime);
  });
  const stop = await releases.start?.(server.runtime);
  const close = async () => {
    await stop?.();
    await server.close();
  };
  return { ...server, close };
}

/** A release that is open for claims, published on a node; with `mode: "grab"` its window is open. */
export async function aRelease(
  { database, secrets }: Pick<SignInApp, "database" | "secrets">,
  on: { path: string },
  given: Partial<NewRelease> = {},
): Promise<string> {
  const id = uuidv7();
  const opensAt = given.mode === "grab" ? minutes(5) : minutes(-1);
  const times = { opensAt, closesAt: minutes(60), validFrom: minutes(-1), validUntil: minutes(600) };
  const what = { id, node: on.path, kind: "test", subjectId: uuidv7(), roundId: uuidv7(), title: "满30减10" };
  const rest = { mode: "first_come" as const, capacity: 5, caps: [], eligibility: [] };
  await transact(database.ctx(), (tx) => publishRelease(tx, secrets, { ...what, ...times, ...rest, ...given }));
  return id;
}

/** A cap of so many for one person, as a release wants it. */
export const aCap = ({ database }: Pick<SignInApp, "database">, on: { path: string }, maxUnits = 1) =>
  transact(database.ctx(), (tx) => openCap(tx, { node: on.path, scope: "campaign", label: "each", maxUnits }));
