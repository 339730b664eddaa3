import { randomUUID } from "node:crypto";
import type { StaffActor } from "#kernel/actor";
import { addDays, dayOf } from "#kernel/business-day";
import type { Ctx } from "#kernel/context";
import type { Runtime } from "#kernel/module";
import {
  addAbsenceRule,
  addFilm,
  addSession,
  decidePlan,
  draftPlan,
  NewSeries,
  openSeries,
  submitPlan,
} from "#modules/activities";
import type { DemoStaff } from "./city.ts";

export interface DemoShowings {
  seriesId: string;
  planId: string;
}

interface Given {
  city: { id: string; node: string };
  hallId: string;
  maker: Account;
  checker: Account;
  approver: Account;
}
type Account = Pick<DemoStaff, "accountId" | "name"> | { accountId: string; name: string };

const films = [
  { title: "长津湖", minutes: 176, about: "抗美援朝长津湖战役。" },
  { title: "我和我的父辈", minutes: 158, about: "四个家庭的奋斗故事。" },
  { title: "流浪地球 2", minutes: 173, about: "太阳将老,人类造出万座发动机。" },
];

/** From the start of the server to the opening of the first round. */
const opensInMinutes = 30;

/** The weekly cinema of the demo city: three showings in the coming days, written, checked and approved by three accounts. */
export async function loadDemoShowings(
  runtime: Pick<Runtime, "secrets" | "system">,
  given: Given,
): Promise<DemoShowings> {
  const system = runtime.system("demo");
  const by = (account: Account, duty: string) => acting(system, account, duty, given.city);
  const maker = by(given.maker, "activities.maker");
  const now = system.clock.now();
  const today = dayOf(now);
  const { id: seriesId } = await openSeries(maker, seriesOf(given));
  const rule = { absences: 2, withinDays: 60, effect: "entry" as const, rounds: 2 };
  await addAbsenceRule(maker, seriesId, { ...rule, validFrom: today });
  const days = { startsOn: today, endsOn: addDays(today, 30) };
  let plan = await draftPlan(maker, { seriesId, title: "开演一个月", ...days, generate: false });
  for (const [index, film] of films.entries()) {
    const { id: filmId } = await addFilm(maker, {
      ...{ organisationId: given.city.id, language: "国语", posterFileId: null },
      ...film,
    });
    const startsAt = new Date(`${addDays(today, 2 + 2 * index)}T18:30:00+08:00`);
    const opensAt = new Date(now.getTime() + (opensInMinutes + index * 24 * 60) * 60_000);
    const endsAt = new Date(startsAt.getTime() + film.minutes * 60_000);
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), opensAt: opensAt.toISOString() };
    plan = await addSession(maker, plan.id, { ...times, filmId, hallId: given.hallId, charterOf: null });
  }
  const { revision } = await submitPlan(maker, plan.id, plan.revision);
  const yes = { id: plan.id, revision, verdict: "passed" as const, note: "", fileId: null };
  await decidePlan(by(given.checker, "activities.checker"), runtime.secrets, {
    ...yes,
    step: "checked",
    key: randomUUID(),
  });
  await decidePlan(by(given.approver, "activities.approver"), runtime.secrets, {
    ...yes,
    step: "approved",
    key: randomUUID(),
  });
  return { seriesId, planId: plan.id };
}

const seriesOf = ({ city, hallId }: Given) =>
  NewSeries.parse({
    ...{ organisationId: city.id, hallId, title: "惠工影院", about: "周三、周五晚上,会员免费观影。" },
    slots: ["WE", "FR"].map((day) => ({ rule: `FREQ=WEEKLY;BYDAY=${day}`, time: "18:30", minutes: 150 })),
    ...{ roundRule: "FREQ=WEEKLY;BYDAY=MO,TH", roundTime: "12:00", entryMinutes: 60, seatsPerWeek: 2 },
    ...{ shiftTag: "倒班", shiftPercent: 15, awardPercent: 5 },
  });

function acting(system: Ctx, { accountId, name }: Account, duty: string, at: { node: string }): Ctx {
  const actor: StaffActor = { kind: "staff", sessionId: "", accountId, name, duties: [{ duty, path: at.node }] };
  return { ...system, actor };
}
