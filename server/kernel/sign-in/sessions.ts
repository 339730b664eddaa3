import { createHash, randomBytes } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { Config } from "../config.ts";
import type { Tx } from "../context.ts";
import { cookieName, type Entrance } from "../http/http.ts";
import { isPlay } from "../http/play.ts";
import { uuidv7 } from "../ids.ts";
import { endSession, endSessionsOf, insertSession, notifySessionChange, setClerk } from "./sessions.store.ts";

/** The notification channel of "sessions or rights of this principal changed"; the payload is its id, or "*" for all. */
export const sessionChannel = "session_changed";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a session lives without being used, and at most. */
const lifetimes: Record<Entrance, { idle: number; absolute: number | null }> = {
  staff: { idle: 30 * minute, absolute: 12 * hour },
  member: { idle: 30 * day, absolute: null },
  till: { idle: 180 * day, absolute: 180 * day },
  door: { idle: day, absolute: day },
};
/** No rehearsal is still going on the next day, whatever became of its end. */
const playLifetime = { idle: day, absolute: day };
const clerkSeconds = 12 * hour;

export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Opens a session; gives its token, which exists nowhere else. Always a fresh one, so a planted cookie is worth nothing. */
export async function startSession(
  tx: Tx,
  session: { entrance: Entrance; principalId: string; play?: boolean },
): Promise<{ sessionId: string; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const sessionId = uuidv7();
  const play = session.play ?? false;
  const { idle, absolute } = play ? playLifetime : lifetimes[session.entrance];
  await insertSession(tx.db, {
    ...session,
    play,
    id: sessionId,
    tokenHash: hashToken(token),
    idleSeconds: idle,
    absoluteSeconds: absolute,
  });
  return { sessionId, token };
}

/** Ends one session (signing out) on every process within a second of the commit. */
export async function revokeSession(tx: Tx, sessionId: string, reason: string): Promise<void> {
  const principalId = await endSession(tx.db, sessionId, reason);
  if (principalId !== undefined) await refreshPrincipal(tx, principalId);
}

/** Ends all sessions of a member, a staff account or a till, but `except`; gives how many. */
export async function revokeSessionsOf(tx: Tx, principalId: string, reason: string, except?: string): Promise<number> {
  const ended = await endSessionsOf(tx.db, principalId, reason, except);
  await refreshPrincipal(tx, principalId);
  return ended;
}

/** Makes every process load this principal's rights anew; call it in the transaction that changes memberships or duties. */
export async function refreshPrincipal(tx: Tx, principalId: string): Promise<void> {
  await notifySessionChange(tx.db, sessionChannel, principalId);
}

/** The clerk who gave the PIN works at this till for 12 hours; undefined ends that. */
export async function setSessionClerk(
  tx: Tx,
  till: { sessionId: string; tillId: string },
  clerkId: string | undefined,
): Promise<void> {
  await setClerk(tx.db, till.sessionId, clerkId ?? null, clerkSeconds);
  await refreshPrincipal(tx, till.tillId);
}

/** True when the public address is https: cookies are then Secure and bound to the host. */
export const isSecure = (config: Pick<Config, "publicUrl">): boolean => config.publicUrl?.startsWith("https:") ?? false;

/** Gives the browser its session; it outlives the browser for members, tills and doors, not for staff. */
export function setSessionCookie(
  reply: FastifyReply,
  entrance: Entrance,
  token: string,
  how: boolean | { secure: boolean; framed: boolean },
): void {
  const { secure, framed } = typeof how === "boolean" ? { secure: how, framed: false } : how;
  const play = isPlay(reply.request);
  const { absolute } = play ? playLifetime : lifetimes[entrance];
  const maxAge = entrance === "staff" ? undefined : (absolute ?? 400 * day);
  reply.setCookie(cookieName(entrance, secure, play), token, {
    ...cookieRules(secure, framed),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function clearSessionCookie(
  reply: FastifyReply,
  entrance: Entrance,
  how: boolean | { secure: boolean; framed: boolean },
): void {
  const { secure, framed } = typeof how === "boolean" ? { secure: how, framed: false } : how;
  reply.clearCookie(cookieName(entrance, secure, isPlay(reply.request)), cookieRules(secure, framed));
}

/**
 * In a frame of another site a cookie reaches us only as one of a third party, and partitioned: it exists beside that site alone.
 * Whatever such a site sends us of its own is refused by its origin, as everything that changes something is.
 */
export const cookieRules = (secure: boolean, framed = false) =>
  framed && secure
    ? ({ httpOnly: true, sameSite: "none", partitioned: true, path: "/", secure } as const)
    : ({ httpOnly: true, sameSite: "lax", path: "/", secure } as const);
