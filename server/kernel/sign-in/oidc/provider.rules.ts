import { normalisePhone } from "../../phone.ts";

/** Who somebody is at a provider, as its signed answers say. */
export interface Identity {
  issuer: string;
  /** Never given to anybody else by this issuer; the only thing that a link rests on. */
  subject: string;
  name?: string;
  /** E.164, and only when the provider says that it has checked it. */
  verifiedPhone?: string;
  /** How the provider made sure (RFC 8176). */
  methods: readonly string[];
}

/** Methods that are more than a password (RFC 8176): two factors together, or something that only the person holds. */
const strong: ReadonlySet<string> = new Set(["mfa", "otp", "hwk", "sc", "fpt", "face", "iris"]);

/** True when the provider says that it asked for a second factor. */
export const assertsSecondFactor = (methods: readonly string[]): boolean =>
  methods.some((method) => strong.has(method));

type Claims = Readonly<Record<string, unknown>>;

/** What may be read from the claims; a phone that is not verified is no phone at all. */
export function identityOf(claims: Claims): Identity {
  const phone = claims.phone_number_verified === true ? normalisePhone(String(claims.phone_number ?? "")) : undefined;
  const name = typeof claims.name === "string" ? claims.name.trim().slice(0, 60) : "";
  return {
    issuer: String(claims.iss),
    subject: String(claims.sub),
    methods: Array.isArray(claims.amr) ? claims.amr.map(String) : [],
    ...(name === "" ? {} : { name }),
    ...(phone === undefined ? {} : { verifiedPhone: phone }),
  };
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Issuers are reached by https; without it only on this machine, for trying out. */
export function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  return search === "" && hash === "" && (protocol === "https:" || (protocol === "http:" && loopback.test(hostname)));
}

/** An origin that may show our pages in a frame: https, or this machine. */
export const isFrameOrigin = (text: string): boolean => isIssuer(text) && new URL(text).origin === text;
