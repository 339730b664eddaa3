import type { Identity } from "#kernel/sign-in/oidc/provider.rules";

/**
 * Whether the provider's word is enough to say which member this is. Only a phone that it has verified, of an issuer that is trusted
 * with it; only when it calls them by the name that we know, since numbers change hands, and not when this one may have (unused for
 * long, or disputed); and not for a member who comes in by another of its accounts already. Everybody else confirms once with our
 * own code.
 */
export function mayLinkByPhone(
  identity: Identity,
  found: { trusted: boolean; personName: string | undefined; linkedElsewhere: boolean; doubtful: boolean },
): boolean {
  if (!found.trusted || identity.verifiedPhone === undefined || found.personName === undefined) return false;
  if (found.linkedElsewhere || found.doubtful) return false;
  return identity.name !== undefined && tidy(identity.name) === tidy(found.personName);
}

const tidy = (name: string) => name.normalize("NFKC").replace(/[\s·•.]/g, "");
