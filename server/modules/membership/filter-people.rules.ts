/** Whom a list of people shows alone; a state is that of the membership that counts. */
export const standings = ["member", "without", "retained", "suspended", "transferring"] as const;
export type Standing = (typeof standings)[number];

export interface PeopleFilter {
  standing?: Standing | undefined;
  verified?: boolean | undefined;
}

/** The same as the conditions of the search in SQL, for somebody who was found by a whole number. */
export function passes(
  { standing, verified }: PeopleFilter,
  person: {
    memberNumber: string | null;
    verifiedAt: Date | null;
    unions: readonly { primary: boolean; state: string }[];
  },
): boolean {
  if (verified !== undefined && (person.verifiedAt !== null) !== verified) return false;
  if (standing === undefined) return true;
  if (standing === "member") return person.memberNumber !== null;
  if (standing === "without") return person.memberNumber === null;
  return person.unions.some(({ primary, state }) => primary && state === standing);
}
