import { actorLabel } from "#kernel/actor";
import { record } from "#kernel/audit/audit";
import { type Ctx, type Tx, transact } from "#kernel/context";
import { findVerifier, type IdentityVerdict, type IdentityVerifier } from "#kernel/identity/identity-verifier";
import type { Runtime } from "#kernel/module";
import { authorise } from "#kernel/policy";
import { conflict } from "#kernel/problem";
import { type Limit, takeLimit } from "#kernel/sign-in/limits";
import { refreshPrincipal } from "#kernel/sign-in/sessions";
import { noDocument } from "../membership.errors.ts";
import { personPolicy } from "../membership.policy.ts";
import { getVisible } from "../people.ts";
import { findIdNumber } from "../sealed-fields.ts";
import * as store from "./verification.store.ts";

export type Asking = Pick<Runtime, "secrets" | "demo" | "system">;

/** A source says whether somebody exists: as often as a desk needs, never often enough to try numbers. */
const perAccount: readonly Limit[] = [
  { count: 30, seconds: 3600 },
  { count: 100, seconds: 86_400 },
];

/** Counts one question of an account. Throws 429 person.too_many_checks {seconds}. */
export async function countQuestion(tx: Tx): Promise<void> {
  if (tx.actor.kind !== "staff") throw new Error("only staff have identities checked");
  await takeLimit(tx.db, `identity:${tx.actor.accountId}`, perAccount, "person.too_many_checks");
}

/** Throws person.no_verifier when this installation asks nowhere. */
export async function verifierOf({ system, demo }: Asking): Promise<IdentityVerifier> {
  const verifier = await findVerifier(system("identity"), { demo });
  if (verifier === undefined) throw conflict("person.no_verifier");
  return verifier;
}

/**
 * Asks the chosen source about a person's name and document, and keeps what it says with its day. The question goes out between
 * two transactions. Throws person.missing, access.forbidden, person.no_document, person.no_verifier, person.changed_meanwhile,
 * 429 person.too_many_checks.
 */
export async function verifyPerson(ctx: Ctx, asking: Asking, personId: string): Promise<{ verdict: IdentityVerdict }> {
  const asked = await transact(ctx, async (tx) => {
    const person = await getVisible(tx, personId);
    authorise(tx.actor, personPolicy.edit, person);
    const number = findIdNumber(asking.secrets, person);
    if (number === undefined || person.idKind === null) throw noDocument();
    await countQuestion(tx);
    return { person, number, kind: person.idKind };
  });
  const verifier = await verifierOf(asking);
  const { person, ...document } = asked;
  const verdict = await verifier.ask({ name: person.name, ...document });
  await transact(ctx, (tx) => keepVerdict(tx, { person, source: verifier.source, verdict }));
  return { verdict };
}

export interface Answered {
  person: { id: string; node: string; name: string; idIndex: Buffer | null };
  source: store.IdentitySource;
  verdict: IdentityVerdict;
  runId?: string;
}

/** Writes down what a source said of a name and a document, if the file still says them. Throws person.changed_meanwhile. */
export async function keepVerdict(tx: Tx, { person, source, verdict, runId }: Answered): Promise<void> {
  const now = await store.lockClaim(tx.db, person.id);
  if (now === undefined || now.name !== person.name || now.idIndex === null || !person.idIndex?.equals(now.idIndex))
    throw conflict("person.changed_meanwhile");
  const by = actorLabel(tx.actor);
  await store.insertCheck(tx.db, { personId: person.id, source, verdict, by, ...(runId && { runId }) });
  await store.applyVerdict(tx.db, person.id, verdict);
  const object = { type: "person", id: person.id };
  await record(tx, { node: person.node, action: "person.identity_checked", object, detail: { source, verdict } });
  await refreshPrincipal(tx, person.id); // who is verified may take part in what asks for it
}
