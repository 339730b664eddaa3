import type { FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import * as oidc from "openid-client";
import { z } from "zod";
import { outboundFetch } from "../../http/outbound.ts";
import { conflict, Problem, unavailable } from "../../problem.ts";
import type { FieldKeys } from "../../secrets/field-encryption.ts";
import { open, SealBroken, seal } from "../../secrets/field-encryption.ts";
import type { OidcProvider } from "./oidc-settings.ts";
import { type Identity, identityOf } from "./provider.rules.ts";

/** What the browser keeps, sealed, between leaving for the provider and coming back. */
const Flow = z.object({
  issuer: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** Whose account is being linked; nobody's for a sign-in. */
  accountId: z.string().optional(),
  endsAt: z.number(),
});
type Flow = z.output<typeof Flow>;

const flowSeconds = 600;
const reachSeconds = 5;
const trustDiscoveryMs = 600_000;

/** What came back in the address of our page. */
export const Returned = z.strictObject({
  code: z.string().min(1).max(4000),
  state: z.string().min(20).max(200),
  iss: z.string().max(300).optional(),
});
export type Returned = z.output<typeof Returned>;

const configurations = new LRUCache<string, oidc.Configuration>({ max: 20, ttl: trustDiscoveryMs });

/** What the provider says of itself. Throws 503 sign_in.provider_unreachable. */
async function configurationOf(provider: Omit<OidcProvider, "enabled">): Promise<oidc.Configuration> {
  const key = JSON.stringify([provider.issuer, provider.clientId, provider.secret]);
  const known = configurations.get(key);
  if (known !== undefined) return known;
  // `isIssuer` lets http through for this machine only.
  const plain = new URL(provider.issuer).protocol === "http:";
  const found = await reached(
    oidc.discovery(new URL(provider.issuer), provider.clientId, provider.secret, undefined, {
      timeout: reachSeconds,
      // Also for what the provider's own document names: it is somebody else's word.
      [oidc.customFetch]: outboundFetch,
      ...(plain ? { execute: [oidc.allowInsecureRequests] } : {}),
    }),
  );
  configurations.set(key, found);
  return found;
}

/** Asks the provider who it is, for whoever sets it up. Throws 503 sign_in.provider_unreachable. */
export async function assertReachable(provider: Omit<OidcProvider, "enabled">): Promise<void> {
  await configurationOf(provider);
}

const reached = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: Error) => {
    throw refusalIn(error) ?? unavailable("sign_in.provider_unreachable", 30);
  });

/** A refusal of ours, in whatever the library has wrapped it. */
const refusalIn = (error: Error): Problem | undefined =>
  [error, error.cause].find((one): one is Problem => one instanceof Problem);

export interface Leaving {
  provider: OidcProvider;
  redirectUri: string;
  /** Whose account is being linked. */
  accountId?: string;
}

const place = (state: string) => `oidc.flow.${state}`;

/** Where to send the browser (code flow, PKCE, state, nonce), and what it must keep meanwhile. */
export async function leaveFor(secrets: FieldKeys, leaving: Leaving): Promise<{ url: string; kept: string }> {
  const { provider, redirectUri, accountId } = leaving;
  const configuration = await configurationOf(provider);
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const state = `${accountId === undefined ? "in" : "link"}-${oidc.randomState()}`;
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: "openid profile phone",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state,
    nonce,
  });
  const endsAt = Date.now() + flowSeconds * 1000;
  const flow: Flow = { issuer: provider.issuer, nonce, verifier, redirectUri, endsAt, ...(accountId && { accountId }) };
  return { url: url.href, kept: seal(secrets, place(state), JSON.stringify(flow)).toString("base64url") };
}

/**
 * Who came back. What the browser kept must belong to this state, and the code must be for what was asked.
 * Throws 409 sign_in.flow_expired, sign_in.provider_refused, 503 sign_in.provider_unreachable.
 */
export async function comeBack(
  secrets: FieldKeys,
  provider: OidcProvider,
  given: { returned: Returned; kept: string | undefined },
): Promise<Identity & { accountId?: string }> {
  const flow = readFlow(secrets, given.kept, given.returned.state);
  if (flow === undefined || flow.issuer !== provider.issuer) throw conflict("sign_in.flow_expired");
  const configuration = await configurationOf(provider);
  const here = new URL(flow.redirectUri);
  for (const [name, value] of Object.entries(given.returned))
    if (value !== undefined) here.searchParams.set(name, value);
  const tokens = await oidc
    .authorizationCodeGrant(configuration, here, {
      ...{ pkceCodeVerifier: flow.verifier, expectedState: given.returned.state, expectedNonce: flow.nonce },
      idTokenExpected: true,
    })
    .catch((error: Error) => {
      // What is wrong with the answer is refused; a provider that does not answer may be asked again.
      const silent = isSilence(error) ? unavailable("sign_in.provider_unreachable", 30) : undefined;
      throw refusalIn(error) ?? silent ?? conflict("sign_in.provider_refused");
    });
  const claims = tokens.claims();
  if (claims === undefined) throw conflict("sign_in.provider_refused");
  const more =
    configuration.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await reached(oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub));
  const identity = identityOf({ ...more, ...claims });
  return flow.accountId === undefined ? identity : { ...identity, accountId: flow.accountId };
}

const isSilence = (error: Error) => error.name === "TimeoutError" || error instanceof TypeError;

function readFlow(secrets: FieldKeys, kept: string | undefined, state: string): Flow | undefined {
  if (kept === undefined) return undefined;
  try {
    const flow = Flow.parse(JSON.parse(open(secrets, place(state), Buffer.from(kept, "base64url"))));
    return flow.endsAt > Date.now() ? flow : undefined;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

/** Where the provider ends its own session, if it says so. */
export async function signOutAt(provider: OidcProvider, returnTo: string): Promise<string | undefined> {
  const configuration = await configurationOf(provider);
  if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
  return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
}

export interface KeptIn {
  secure: boolean;
  /** In a frame of another site: kept apart for that site (a partitioned cookie). */
  framed?: boolean;
}

const cookieOf = (entrance: string, secure: boolean) => `${secure ? "__Host-" : ""}gh_oidc_${entrance}`;
const rules = ({ secure, framed }: KeptIn) =>
  framed === true && secure
    ? ({ httpOnly: true, path: "/", secure, sameSite: "none", partitioned: true } as const)
    : ({ httpOnly: true, path: "/", secure, sameSite: "lax" } as const);

export function keep(reply: FastifyReply, entrance: string, kept: string, how: KeptIn): void {
  reply.setCookie(cookieOf(entrance, how.secure), kept, { ...rules(how), maxAge: flowSeconds });
}

/** What the browser kept; used up with this. */
export function takeKept(
  request: FastifyRequest,
  reply: FastifyReply,
  given: { entrance: string } & KeptIn,
): string | undefined {
  const name = cookieOf(given.entrance, given.secure);
  reply.clearCookie(name, rules(given));
  return request.cookies[name];
}
