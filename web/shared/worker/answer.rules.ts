/** What an entrance's worker does with a request: its page, one of its own files, or nothing at all. */
export type Answer = "page" | "file" | "none";

interface Asked {
  method: string;
  mode: string;
  url: string;
}

interface Own {
  /** Where the worker stands, such as `https://union.example`. */
  origin: string;
  /** The path at which the entrance's page is kept; every address below it shows the same page. */
  page: string;
  /** Paths of the files that it keeps. */
  files: ReadonlySet<string>;
}

/**
 * Only the entrance's pages and its own hashed files. Answers of the server (/api) are never kept: what was true for one clerk
 * must not be shown to the next, and what counts is decided by the server or by the page's own rules, not by an old answer.
 */
export function answerOf({ method, mode, url }: Asked, { origin, page, files }: Own): Answer {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return "none";
  const { pathname } = address;
  if (mode === "navigate") return pathname === page || pathname.startsWith(`${page}/`) ? "page" : "none";
  return pathname !== page && files.has(pathname) ? "file" : "none";
}
