/** What the till's worker does with a request: its page, one of its own files, or nothing at all. */
export type Answer = "page" | "file" | "none";

interface Asked {
  method: string;
  mode: string;
  url: string;
}

interface Own {
  /** Where the worker stands, such as `https://union.example`. */
  origin: string;
  /** Paths of the files that it keeps. */
  files: ReadonlySet<string>;
}

/** The path at which the till's page is kept; every address below it shows the same page. */
export const tillPage = "/partner";

/**
 * Only the till's pages and its own hashed files. Answers of the server (/api) are never kept: what was true for one clerk
 * must not be shown to the next, and money is decided by the server or by the till's own rules, not by an old answer.
 */
export function answerOf({ method, mode, url }: Asked, { origin, files }: Own): Answer {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return "none";
  const { pathname } = address;
  if (mode === "navigate") return pathname === tillPage || pathname.startsWith(`${tillPage}/`) ? "page" : "none";
  return pathname !== tillPage && files.has(pathname) ? "file" : "none";
}
