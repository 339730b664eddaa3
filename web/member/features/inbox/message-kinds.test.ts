import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { member as english } from "../../i18n/en.ts";
import { member as chinese } from "../../i18n/zh-CN.ts";
import { isOwnPage } from "../../ui/own-page.ts";
import { messageKinds } from "./message-text.ts";

const root = join(import.meta.dirname, "../../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Sources that put messages into inboxes, tests and builders aside. */
function senders(): string[] {
  return readdirSync(join(root, "server"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/\.(test|builders|samples)\.ts$/.test(file))
    .filter((file) => !file.startsWith("kernel/notify/"))
    .map((file) => read(join("server", file)))
    .filter((source) =>
      /\b(?:sendInbox|tellPeople|tellTouched|registerReleasable)\(|insert into kernel\.inbox_message/.test(source),
    );
}

/** What one source sends: kinds as arguments, as fields, and inside its SQL; and the links, with `*` for what is filled in. */
function sentBy(source: string): { kinds: string[]; links: string[] } {
  const all = (pattern: RegExp) => Array.from(source.matchAll(pattern), (match) => match[1] ?? "");
  const sql = all(/`([^`]*insert into kernel\.inbox_message[^`]*(?:`\}[^`]*)*)`/g).join("\n");
  const inSql = Array.from(sql.matchAll(/'([a-z]+\.[a-z_]+)'/g), (match) => match[1] ?? "");
  const links = [
    ...all(/(?:link: |=> |\$\{)`(\/[^`]*)`/g).map((link) => link.replace(/\$\{[^}]*\}/g, "*")),
    ...all(/link: "(\/[^"]*)"/g),
    ...Array.from(sql.matchAll(/'(\/[a-z/]*\/)' \|\|/g), (match) => `${match[1]}*`),
  ];
  return {
    kinds: [
      ...all(/\b(?:kind|message): "([a-z]+\.[a-z_]+)"/g),
      ...all(/\btell\w*\(\s*\w+,\s*"([a-z]+\.[a-z_]+)"/g),
      ...inSql,
    ],
    links,
  };
}

const sent = senders().map(sentBy);
const kinds = [...new Set(sent.flatMap((one) => one.kinds))].sort();
const links = [...new Set(sent.flatMap((one) => one.links))].sort();

/** What the server puts beside each kind; a text may name no other value. */
const values: Record<(typeof messageKinds)[number], readonly string[]> = {
  "release.won": ["title"],
  "release.lost": ["title", "place"],
  "release.capped": ["title", "place"],
  "release.withdrawn": ["title"],
  "release.explained": ["title"],
  "release.offered": ["title", "holdUntil"],
  "release.reminder": ["title", "opensAt"],
  "benefits.campaign_paused": ["title", "reason"],
  "benefits.campaign_stopped": ["title", "reason"],
  "benefits.campaign_resumed": ["title"],
  "benefits.campaign_changed": ["title", "notice"],
  "benefits.redeemed": ["title", "store", "offFen"],
  "benefits.redemption_undone": ["title", "store", "offFen"],
  "benefits.voucher_reissued": ["title", "store", "offFen", "lastDay"],
  "benefits.voucher_voided": ["title", "store", "offFen"],
  "benefits.subsidy_back": ["title", "store", "offFen", "backFen"],
  "benefits.lapsing": ["title", "lastDay"],
  "benefits.awarded": ["title", "reason"],
  "benefits.award_taken_back": ["title"],
  "activities.question": ["title", "startsAt"],
  "activities.reminder": ["title", "startsAt"],
  "activities.cancelled": ["title", "startsAt", "reason"],
  "activities.cancelled_owed": ["title", "startsAt", "reason", "priorityUntil"],
  "activities.moved": ["title", "beforeAt", "startsAt", "reason"],
  "activities.film_changed": ["title", "film", "startsAt", "reason"],
  "activities.reseated": ["title", "startsAt", "seat", "before", "reason"],
  "activities.hall_changed": ["title", "hall", "seat", "startsAt", "reason"],
  "activities.waiting_cancelled": ["title", "startsAt", "reason"],
  "activities.waiting_moved": ["title", "beforeAt", "startsAt", "reason"],
  "activities.waiting_film_changed": ["title", "film", "startsAt", "reason"],
  "activities.waiting_hall_changed": ["title", "hall", "startsAt", "reason"],
  "activities.missed": ["title", "startsAt"],
  "activities.awarded": ["title", "startsAt", "seat"],
  "activities.award_taken_back": ["title", "startsAt"],
  "activities.won": ["title"],
  "activities.barred": ["title", "absences", "days", "barredUntil"],
  "activities.excuse_accepted": ["title", "answer"],
  "activities.excuse_refused": ["title", "answer"],
  "joining.approved": ["union"],
  "transfer.begun": ["union"],
  "transfer.released": ["from", "union"],
  "transfer.refused": ["union", "reason"],
  "transfer.done": ["from", "union"],
  "transfer.withdrawn": ["union", "reason"],
  "membership.retained": ["union", "reason"],
  "membership.suspended": ["union", "reason"],
  "membership.restored": ["union", "reason"],
  "membership.resigned": ["union", "reason"],
  "membership.expelled": ["union", "reason"],
  "membership.closed": ["union", "reason"],
  "membership.handed_over": ["from", "union", "reason"],
  "membership.kept_above": ["from", "union", "reason"],
  "phone.changed": ["phone"],
  "phone.removed": [],
  "registration.opened": ["year", "untilDay"],
  "registration.reminder": ["year", "untilDay"],
  "registration.confirmed": ["year", "reason"],
  "registration.kept": ["year", "reason"],
  "registration.retained": ["year", "reason"],
  "registration.asked": ["year", "reason"],
  "registration.taken_back": ["year"],
  "correction.made": ["answer"],
  "correction.refused": ["answer"],
  "closing.asked": ["dueOn"],
  "kindness.birthday": ["union"],
};

describe("every message that the server can send", () => {
  test("is of a kind that the page knows, and the page knows no other", () => {
    expect(kinds).toEqual([...messageKinds].sort());
  });

  test.each([
    ["Chinese", chinese],
    ["English", english],
  ])("has a title and a body in %s that name only what is sent", (_language, { inbox }) => {
    for (const kind of messageKinds) {
      const { title, body } = inbox.kind[kind];
      const named = Array.from(`${title} ${body}`.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]);
      expect(title.length * body.length, kind).toBeGreaterThan(0);
      expect(values[kind], kind).toEqual(expect.arrayContaining(named));
    }
  });

  test("leads to a page that exists", () => {
    const pages = Array.from(
      read("web/member/app/router.tsx").matchAll(/path: "(\/[^"]*)"/g),
      (match) => match[1] ?? "",
    );
    const known = new Set(pages.map((page) => page.replace(/\$\w+/g, "*")));
    expect(links).toEqual([
      ...["/campaigns/*", "/data", "/data/close", "/me", "/registration", "/releases/*", "/releases/*/why"],
      ...["/settings/kindness", "/showings/*"],
      ...["/tickets", "/tickets/*", "/transfer", "/vouchers/*"],
    ]);
    for (const link of links) expect(known.has(link) && isOwnPage(link), link).toBe(true);
  });
});

test("a kind, a link in SQL and one in code are noticed", () => {
  const made = [
    'await sendInbox(tx, { kind: "benefits.new", link: `/nowhere/$',
    '{id}` }); tell(ctx, "benefits.told"); ',
    "sql`insert into kernel.inbox_message select 'release.odd', '/odd/' || id`",
  ].join("");
  expect(sentBy(made)).toEqual({
    kinds: ["benefits.new", "benefits.told", "release.odd"],
    links: ["/nowhere/*", "/odd/*"],
  });
});
