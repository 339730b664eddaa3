/** The code on a printed voucher: a random word that only the server can answer. */

export const paperPrefix = "GHP1";

const shape = new RegExp(`^${paperPrefix}[A-Z2-7]{32}$`);

/** True for what a till has read from a printed voucher; such a code is worth nothing without network. */
export const isPaperCode = (scanned: string): boolean => shape.test(scanned.trim());
