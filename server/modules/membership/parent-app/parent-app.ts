import { randomBytes } from "node:crypto";
import { z } from "zod";
import { record } from "#kernel/audit/audit";
import { asSystem, type Ctx, type Tx, transact } from "#kernel/context";
import { conflict, missing } from "#kernel/problem";
import { open, SealBroken, seal } from "#kernel/secrets/field-encryption";
import type { Secrets } from "#kernel/secrets/secrets";
import { comeBack, leaveFor, type Returned } from "#kernel/sign-in/oidc/oidc-flow";
import { loadProvider, type OidcProvider } from "#kernel/sign-in/oidc/oidc-settings";
import type { Identity } from "#kernel/sign-in/oidc/provider.rules";
import { startSession } from "#kernel/sign-in/sessions";
import { holdPhoneHolder } from "../phones/phone-holder.store.ts";
import { staleDays } from "../phones/who-are-you.ts";
import { phoneIndex } from "../sealed-fields.ts";
import { mayLinkByPhone } from "./parent-app.rules.ts";
import * as store from "./parent-app.store.ts";

const linkSeconds = 600;

/** Somebody of the parent app whom we do not know yet, kept sealed in their browser until they have confirmed. */
const Waiting = z.object({ issuer: z.string(), subject: z.string(), endsAt: z.number() });

const place = (id: string) => `oidc.link.${id}`;

async function getProvider(ctx: Ctx, secrets: Secrets): Promise<OidcProvider> {
  const provider = await transact(asSystem(ctx, "sign-in"), (tx) => loadProvider(tx, secrets, "member"));
  if (provider?.enabled !== true) throw missing("sign_in.no_provider");
  return provider;
}

/** Where to send the browser. Throws 404 sign_in.no_provider, 503 sign_in.provider_unreachable. */
export async function beginParentApp(ctx: Ctx, secrets: Secrets, redirectUri: string) {
  return leaveFor(secrets, { provider: await getProvider(ctx, secrets), redirectUri });
}

export type CameIn =
  | { is: "in"; token: string; personId: string }
  /** To be confirmed by our code; `waiting` is for the browser to keep. */
  | { is: "confirm"; provider: string; waiting: string };

/** Somebody comes back from the parent app. Throws what `comeBack` throws. */
export async function finishParentApp(
  ctx: Ctx,
  secrets: Secrets,
  given: { returned: Returned; kept: string | undefined },
): Promise<CameIn> {
  const provider = await getProvider(ctx, secrets);
  const identity = await comeBack(secrets, provider, given);
  if (identity.accountId !== undefined) throw conflict("sign_in.flow_expired");
  return transact(asSystem(ctx, "sign-in"), async (tx) => {
    const person = (await holdLinked(tx, identity)) ?? (await linkByPhone(tx, secrets, { identity, provider }));
    if (person === undefined) return { is: "confirm", provider: provider.name, waiting: waitingOf(secrets, identity) };

    const { token, sessionId } = await startSession(tx, { entrance: "member", principalId: person.id });
    await record(tx, {
      node: person.node,
      action: "member.signed_in",
      object: { type: "person", id: person.id },
      detail: { sessionId, by: "parent_app" },
    });
    return { is: "in", token, personId: person.id };
  });
}

/** Asks again once the person is held: whoever ended the link at this moment held them first. */
async function holdLinked(tx: Tx, { issuer, subject }: Identity): Promise<store.LinkedPerson | undefined> {
  const person = await store.holdLinked(tx.db, issuer, subject);
  return person !== undefined && (await store.hasLink(tx.db, issuer, person.id)) ? person : undefined;
}

async function linkByPhone(
  tx: Tx,
  secrets: Secrets,
  { identity, provider }: { identity: Identity; provider: OidcProvider },
): Promise<store.LinkedPerson | undefined> {
  if (identity.verifiedPhone === undefined || !provider.trusted) return undefined;
  const person = await holdPhoneHolder(tx.db, phoneIndex(secrets, identity.verifiedPhone), staleDays);
  const linkedElsewhere = person !== undefined && (await store.hasLink(tx.db, identity.issuer, person.id));
  const doubtful = person !== undefined && (person.stale || person.disputed);
  const found = { trusted: provider.trusted, personName: person?.name, linkedElsewhere, doubtful };
  if (person === undefined || !mayLinkByPhone(identity, found)) return undefined;
  await link(tx, { person, identity, how: "phone" });
  return person;
}

function waitingOf(secrets: Secrets, { issuer, subject }: Identity): string {
  const id = randomBytes(16).toString("base64url");
  const waiting = { issuer, subject, endsAt: Date.now() + linkSeconds * 1000 };
  return `${id}.${seal(secrets, place(id), JSON.stringify(waiting)).toString("base64url")}`;
}

/**
 * Links who is signing in by our own code to who came from the parent app with this browser a moment ago. Gives false when that is
 * nobody, or too long ago.
 */
export async function linkWaiting(
  tx: Tx,
  secrets: Secrets,
  given: { waiting: string | undefined; person: { id: string; node: string } },
): Promise<boolean> {
  const identity = readWaiting(secrets, given.waiting);
  if (identity === undefined) return false;
  await link(tx, { person: given.person, identity, how: "code" });
  return true;
}

function readWaiting(secrets: Secrets, text: string | undefined) {
  const [id, sealed] = text?.split(".") ?? [];
  if (id === undefined || sealed === undefined) return undefined;
  try {
    const waiting = Waiting.parse(JSON.parse(open(secrets, place(id), Buffer.from(sealed, "base64url"))));
    return waiting.endsAt > Date.now() ? waiting : undefined;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

async function link(
  tx: Tx,
  given: { person: { id: string; node: string }; identity: { issuer: string; subject: string }; how: "code" | "phone" },
): Promise<void> {
  const { person, how } = given;
  const { issuer, subject } = given.identity;
  await store.putLink(tx.db, { issuer, subject, personId: person.id, how });
  const object = { type: "person", id: person.id };
  await record(tx, { node: person.node, action: "member.identity_linked", object, detail: { how } });
}
