import type { Identity } from "#kernel/sign-in/oidc/provider.rules";

/**
 * Whether the provider's word is enough to say which member this is. Only a phone that it has verified, of an issuer that is trusted
 * with it; not when it calls them by another name, since numbers change hands; and not for a member who comes in by another of its
 * accounts already. Everybody else confirms once with our own code.
 */
export function mayLinkByPhone(
  identity: Identity,
  found: { trusted: boolean; personName: string | undefined; linkedElsewhere: boolean },
): boolean {
  if (!found.trusted || identity.verifiedPhone === undefined || found.personName === undefined) return false;
  if (found.linkedElsewhere) return false;
  return identity.name === undefined || tidy(identity.name) === tidy(found.personName);
}

const tidy = (name: string) => name.normalize("NFKC").replace(/[\s·•.]/g, "");
