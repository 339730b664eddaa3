/** Business time. Decisions compare with the database's clock inside the statement; this one is for display and for plans. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still, for tests. */
export const fixedClock = (at: Date): Clock => ({ now: () => at });

/** The one place of business time. */
export const businessTimeZone = "Asia/Shanghai";
