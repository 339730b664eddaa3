/** States of a membership. Those that hold have no last day; the others are over. */
export const holdingStates = ["active", "transferring", "retained", "suspended"] as const;
export const endedStates = ["resigned", "expelled", "closed", "transferred"] as const;
export const membershipStates = [...holdingStates, ...endedStates] as const;
export type MembershipState = (typeof membershipStates)[number];

export interface Rights {
  /** Owes dues. */
  dues: boolean;
  /** Elects and may be elected. */
  elections: boolean;
  /** Takes part in what the union gives out; "setting" where the union says so. */
  welfare: boolean | "setting";
  /** May sign in as a member. */
  signIn: boolean;
  /** Is counted in the number of members. */
  counted: boolean;
}

const none: Rights = { dues: false, elections: false, welfare: false, signIn: false, counted: false };

/**
 * What a member may in each state, after 《工会会员会籍管理办法》 (ACFTU, 2016) and the 中国工会章程: while membership is retained no
 * dues are owed and there is no vote; who is being transferred stays the old union's until the new one has admitted them; a
 * suspension takes the vote and what is given out, not the membership. SQL says the same in `membership.counts_as_member`
 * and `membership.has_welfare`, and a test holds them together.
 */
export const rightsOf: Readonly<Record<MembershipState, Rights>> = {
  active: { dues: true, elections: true, welfare: true, signIn: true, counted: true },
  transferring: { dues: true, elections: true, welfare: true, signIn: true, counted: true },
  retained: { dues: false, elections: false, welfare: "setting", signIn: true, counted: false },
  suspended: { dues: true, elections: false, welfare: false, signIn: true, counted: true },
  resigned: none,
  expelled: none,
  closed: none,
  transferred: none,
};

/** Who decides: the union's staff, or its meeting, whose minutes must be there. A transfer has a way of its own. */
export type DecidedBy = "staff" | "meeting";

const transitions: Readonly<Partial<Record<MembershipState, Partial<Record<MembershipState, DecidedBy>>>>> = {
  active: { retained: "staff", suspended: "staff", resigned: "staff", expelled: "meeting", closed: "staff" },
  retained: { active: "staff", resigned: "staff", expelled: "meeting", closed: "staff" },
  suspended: { active: "staff", resigned: "staff", expelled: "meeting", closed: "staff" },
};

/** Who decides this change, or undefined when there is no such way. */
export const decidedBy = (from: MembershipState, to: MembershipState): DecidedBy | undefined => transitions[from]?.[to];

/** What a membership in this state can become. */
export const nextStates = (from: MembershipState): MembershipState[] =>
  membershipStates.filter((to) => decidedBy(from, to) !== undefined);

export const isEnded = (state: MembershipState): boolean => endedStates.some((one) => one === state);
