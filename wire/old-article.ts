/** A number of an old article as it is compared: however it is spaced, hyphenated or capitalised, it is the same article. */
export const oldArticleKey = (number: string): string =>
  number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");

/** Fewer letters or digits would not tell two articles apart. */
export const isOldArticleNumber = (number: string): boolean => oldArticleKey(number).length >= 3;
