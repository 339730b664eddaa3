import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Routers by the address that their pages begin with. */
const routers = { "": "web/member/app/router.tsx", "/console": "web/console/app/router.tsx" } as const;
/** Pages with places of their own instead of addresses. */
const single = ["/partner", "/door", "/plaque/$number"];

/** Where the journeys write down which pages they have looked at. */
export const lookedFile = "test-results/looked-at.txt";

/** Addresses of a router's pages, as its source writes them, e.g. `/campaigns/$campaignId`. */
export const pagesOf = (source: string): string[] =>
  [...source.matchAll(/\bpath: "(\/[^"]*)"/g)].map((found) => found[1] ?? "");

/** Pages that no address of `looked` belongs to. A name in a pattern stands for one part of an address. */
export function notLooked(pages: readonly string[], looked: readonly string[]): string[] {
  const fixed = new Set(pages);
  const own = (address: string) => {
    const exact = address.replace(/(?<=.)\/$/, "");
    // "/campaigns/new" is a page of its own and no campaign.
    return fixed.has(exact) ? exact : pages.find((page) => patternOf(page).test(exact));
  };
  const seen = new Set(looked.map(own));
  return pages.filter((page) => !seen.has(page));
}

const patternOf = (page: string) =>
  new RegExp(`^${page.replaceAll(/[.+?^()|[\]\\]/g, "\\$&").replaceAll(/\$\w+/g, "[^/]+")}$`);

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const addressOf = (base: string, page: string) => (page === "/" && base !== "" ? base : `${base}${page}`);
  const pages = Object.entries(routers).flatMap(([base, path]) =>
    pagesOf(read(path)).map((page) => addressOf(base, page)),
  );
  const missing = notLooked([...pages, ...single], read(lookedFile).split("\n").filter(Boolean));
  for (const page of missing) process.stdout.write(`no journey has looked at ${page}\n`);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
