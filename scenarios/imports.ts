import assert from "node:assert/strict";
import type { Browser } from "./browser.ts";

export interface Import {
  id: string;
  state: string;
  problem: unknown;
  counts: { insert: number; update: number; unchanged: number; conflict: number; refused: number; applied: number };
  settled: { union?: Record<string, string | null> };
}

/** A file as an office sends it, and below which organisation, or for which one thing, it is brought in. */
export type Sheet = { name: string; file: Blob } & (
  | { kind: "people" | "organisations"; organisationId: string }
  | { kind: "charter_list"; subjectId: string }
);

const working = new Set(["reading", "checking", "applying", "undoing"]);
const url = (id: string) => `/api/staff/imports/${id}`;

/** A county's file is a few thousand rows: seconds, on the slowest machine minutes. */
const longest = 10 * 60_000;

async function settled(officer: Browser, id: string): Promise<Import> {
  for (const until = Date.now() + longest; ; ) {
    const now: Import = await officer.get(url(id));
    assert.equal(now.problem, null, "the import says that it cannot go on");
    if (!working.has(now.state)) return now;
    assert.ok(Date.now() < until, `the import is still ${now.state} after ten minutes`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A file of comma-separated lines, as a spreadsheet program saves it. */
export const fileOf = (lines: readonly string[]): Blob => new Blob([`\uFEFF${lines.join("\n")}\n`]);

/** A file is brought in as far as the review; the unions that it names and nobody knows are set up below. */
export async function review(officer: Browser, { name, file, ...place }: Sheet): Promise<Import> {
  const form = new FormData();
  form.append("file", file, `${name}.csv`);
  const { id } = await officer.post(`/api/staff/imports?${new URLSearchParams(place)}`, form);
  const read = await settled(officer, id);
  assert.equal(read.state, "review");
  const unknown = Object.entries(read.settled.union ?? {}).filter(([, meant]) => meant === null);
  if (unknown.length > 0) {
    const names = Object.fromEntries(unknown.map(([name]) => [name, { create: true }]));
    const answer = await officer.send("PUT", `${url(id)}/names`, { body: { column: "union", names } });
    assert.equal(answer.status, 200);
  }
  return settled(officer, id);
}

export async function commit(officer: Browser, id: string): Promise<Import> {
  await officer.post(`${url(id)}/leave-undecided`);
  await officer.post(`${url(id)}/submit`, { skipRefused: true });
  const done = await settled(officer, id);
  assert.equal(done.state, "applied");
  return done;
}

/** Brings a file in, of which nothing is refused or doubtful. */
export async function bringIn(officer: Browser, sheet: Sheet): Promise<number> {
  const { id, counts } = await review(officer, sheet);
  assert.deepEqual([counts.refused, counts.conflict], [0, 0]);
  const done = await commit(officer, id);
  return done.counts.applied;
}
