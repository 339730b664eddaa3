/**
 * The play space: the same pages once more below /play, for a campaign that is only rehearsed. It has its own people, its own cookies
 * and its own place in the browser's storage, so that a phone or a till that plays stays what it is outside.
 */
const path = typeof location === "undefined" ? "/" : location.pathname;

export const isPlay = path === "/play" || path.startsWith("/play/");

/** The prefix of this space's addresses: empty outside the play space. */
export const space = isPlay ? "/play" : "";

/** An address of the server or of a page, in this space. */
export const inSpace = (address: string): string => `${space}${address}`;

/** The name of something that the browser keeps, apart from what is kept outside. */
export const namedInSpace = (name: string): string => (isPlay ? `play.${name}` : name);
