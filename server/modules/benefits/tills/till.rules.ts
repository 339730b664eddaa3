/** Wrong PINs until a clerk must wait, and how long. */
export const pinTries = 5;
export const pinLockMinutes = 15;
/** How long a second clerk may take a redemption back. */
export const undoMinutes = 10;
export const pairingMinutes = 15;
/** How long after looking at a code a clerk may type the amount. */
export const checkSeconds = 180;
/** What was accepted without network must be brought in within three days. */
export const offlineHours = 72;
/** A till's clock may be ahead of ours by so much. */
export const offlineAheadSeconds = 120;

/** Six equal digits, or six in a row: what everybody tries first. */
export function isSimplePin(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  return steps.size === 1 && [0, 1, 9].includes([...steps][0] ?? 0);
}

/** The last moment of undoing, for the answer and for the check alike. */
export const undoUntil = (redeemedAt: Date): Date => new Date(redeemedAt.getTime() + undoMinutes * 60_000);
