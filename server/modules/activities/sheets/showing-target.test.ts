import { readXlsx, writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { submitImport } from "../../../engines/sheets/changes/review-import.ts";
import { aSheetDesk } from "../../../engines/sheets/changes/sheet-desk.builders.ts";
import { refusedOf, spoilt } from "../../../engines/sheets/changes/spoiled.builders.ts";
import { aCinema, aDuty, aPlanOf, ask, aWorld, type Cinema, inDays, type World } from "../activities.builders.ts";

let world: World;
let cinema: Cinema;
let maker: Awaited<ReturnType<typeof aDuty>>;

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world);
  maker = await aDuty(world, cinema.union, "activities.maker");
});
afterAll(() => world.close());

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000_007);
const chinese = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const heading = ["日期", "放映时间", "影厅", "影片名称", "片长"];
const deskFor = (planId: string, who: { id: string } = maker) =>
  aSheetDesk(world, who.id, { kind: "showings", subjectId: planId });

interface Item {
  id: string;
  title: string;
  startsAt: string;
  endsAt: string;
  opensAt: string | null;
  edition: number;
  hall: { id: string };
  film: { id: string; minutes: number } | null;
}
const itemsOf = async (planId: string): Promise<Item[]> =>
  (await ask(world, maker.cookie, ["GET", `/api/staff/activities/plans/${planId}`])).body.items;
const shown = (items: readonly Item[]) => items.map(({ film, title, startsAt }) => [film && title, startsAt]);

/** Changes a planned session as its writer does on the page. */
const replan = (planId: string, { id, startsAt, endsAt, opensAt, edition, hall, film }: Item, change: object) =>
  ask(world, maker.cookie, ["PUT", `/api/staff/activities/plans/${planId}/sessions/${id}`], {
    body: {
      ...{ startsAt, endsAt, opensAt, edition, hallId: hall.id, filmId: film?.id ?? null, charterOf: null },
      ...change,
    },
  });

describe("a sheet of showings", () => {
  it("adds to the plan, gives a film to what has none, says why the rest is refused, and is taken back", async () => {
    const planId = await aPlanOf(world, cinema.series);
    const desk = deskFor(planId);
    const first = await desk.bring([
      ["惠工影院排片表"],
      heading,
      [inDays(10), "晚上6点半", "1号厅", "《长津湖》", "176分钟"],
      [chinese(inDays(12)), "18:30", "三号厅", "流浪地球", "125"],
      [chinese(inDays(13)), "0.770833333", "一号厅", "流浪地球", "125"],
      [inDays(10), "18:30", "一号厅", "英雄儿女", ""],
    ]);
    expect(await desk.rows(first)).toMatchObject([
      { row: 3, outcome: "insert", codes: [] },
      { row: 4, outcome: "refused", codes: ["showing.hall_unknown"] },
      { row: 5, outcome: "refused", codes: ["sheets.not_a_time"] },
      { row: 6, outcome: "refused", codes: ["showing.twice_in_file"] },
    ]);
    expect(await itemsOf(planId)).toEqual([]);
    expect((await desk.write(first)).counts).toMatchObject({ applied: 1, stale: 0 });

    const [session] = await itemsOf(planId);
    if (session === undefined) throw new Error("nothing was written");
    await replan(planId, session, { filmId: null });
    const second = await desk.bring([
      heading,
      [inDays(10), "18:30", "一号厅", "流浪地球", "125"],
      [inDays(12), "18:30", "一号厅", "流浪地球", "125"],
    ]);
    expect(await desk.rows(second)).toMatchObject([
      { row: 2, outcome: "update", changed: ["film"], codes: ["showing.new_film"] },
      { row: 3, outcome: "insert", codes: ["showing.new_film"] },
    ]);
    expect((await desk.write(second)).counts).toMatchObject({ applied: 2, stale: 0 });
    const now = await itemsOf(planId);
    expect(shown(now)).toEqual([
      ["流浪地球", `${inDays(10)}T10:30:00.000Z`],
      ["流浪地球", `${inDays(12)}T10:30:00.000Z`],
    ]);
    expect(now[1]?.film?.minutes).toBe(125);
    expect(
      await desk.rows(await desk.bring([heading, [inDays(12), "18:30", "一号厅", "《流浪地球》", ""]])),
    ).toMatchObject([{ outcome: "unchanged" }]);

    // What her colleague has changed since stays as it is.
    const added = now[1];
    if (added === undefined) throw new Error("the second was not written");
    await replan(planId, added, { filmId: cinema.filmId });
    expect((await desk.undo(second)).counts).toMatchObject({ undone: 1, kept: 1 });
    expect(shown(await itemsOf(planId))).toEqual([
      [null, `${inDays(10)}T10:30:00.000Z`],
      ["长津湖", `${inDays(12)}T10:30:00.000Z`],
    ]);
  });

  it("says of a hall that does not exist which there are, takes the other rows, and gives that row back in the own workbook", async () => {
    const planId = await aPlanOf(world, cinema.series);
    const desk = deskFor(planId);
    const rows = [
      [...heading.slice(0, 4), "备注"],
      [inDays(3), "18:30", "一号厅", "长津湖", "自己的备注"],
      [inDays(4), "18:30", "九号厅", "英雄儿女", "不要动"],
      [inDays(5), "18:30", "1号厅", "上甘岭", "夜场"],
    ];
    const sheets = [
      { name: "排片", rows },
      { name: "联系人", rows: [["老陈", "放映员"]] },
    ];
    const id = await desk.take("十二月排片.xlsx", await writeXlsx({ sheets }));
    expect((await desk.rows(id)).map(({ outcome }) => outcome)).toEqual(["insert", "refused", "insert"]);
    await expect(desk.ctx().then((ctx) => submitImport(ctx, id, { skipRefused: false }))).rejects.toMatchObject({
      code: "sheets.not_ready_refused_left",
    });
    expect((await desk.write(id)).counts).toMatchObject({ applied: 2, refused: 1 });
    expect(await itemsOf(planId)).toHaveLength(2);

    const { name, bytes } = await desk.refused(id);
    expect(name).toBe("十二月排片-待改.xlsx");
    const [plan, contacts] = (await readXlsx(bytes)).sheets;
    expect(contacts?.rows).toEqual([["老陈", "放映员"]]);
    expect(plan?.rows.slice(0, 4).map((row) => row.slice(0, 5))).toEqual(rows);
    const said = plan?.rows.map((row) => String(row[5] ?? ""));
    expect(said).toEqual(["问题", "", expect.stringMatching(/^影厅.*没有叫“九号厅”的影厅。现有的影厅:一号厅。/), ""]);

    // Corrected in that very workbook it goes in; what is in already stays as it is.
    const corrected = plan?.rows.map((row, at) => row.with(2, at === 2 ? "一号厅" : (row[2] ?? null)).slice(0, 5));
    const again = await desk.bring((corrected ?? []).map((row) => row.map((cell) => String(cell ?? ""))));
    expect((await desk.rows(again)).map(({ outcome }) => outcome)).toEqual(["unchanged", "insert", "unchanged"]);
  });

  it(`refuses exactly the rows that are wrong (seed ${seed})`, async () => {
    const desk = deskFor(await aPlanOf(world, cinema.series));
    const good = Array.from({ length: 40 }, (_, at) => [
      inDays(2 + (at % 28)),
      `${10 + Math.floor(at / 28) * 4}:30`,
      "一号厅",
      "长津湖",
      "",
    ]);
    const instead = (column: number, value: string) => (row: string[]) => row.with(column, value);
    const { rows, mistakes } = spoilt(seed, good, [
      { code: "showing.date", spoil: instead(0, "下周三") },
      { code: "showing.outside_plan", spoil: instead(0, inDays(60)) },
      { code: "sheets.not_a_time", spoil: instead(1, "晚饭后") },
      { code: "showing.hall_unknown", spoil: instead(2, "九号厅") },
      { code: "showing.film", spoil: instead(3, "《》") },
      { code: "sheets.required", spoil: instead(3, "") },
      { code: "showing.minutes", spoil: instead(4, "很长") },
    ]);
    const id = await desk.bring([heading, ...rows]);
    expect(refusedOf(await desk.rows(id))).toEqual(mistakes);
    expect((await desk.write(id)).counts).toMatchObject({ applied: 40 - mistakes.size, stale: 0 });
  });

  it("is brought only by who writes plans there, and only while the plan is being written", async () => {
    const planId = await aPlanOf(world, cinema.series);
    const stranger = await aDuty(world, cinema.branch, "activities.maker");
    const rows = [heading, [inDays(10), "18:30", "一号厅", "长津湖", ""]];
    await expect(deskFor(planId, stranger).bring(rows)).rejects.toMatchObject({ code: "sheets.no_such_subject" });
    const checker = await aDuty(world, cinema.union, "activities.checker");
    await expect(deskFor(planId, checker).bring(rows)).rejects.toMatchObject({ status: 403 });

    const desk = deskFor(planId);
    const id = await desk.bring(rows);
    await desk.write(id);
    const { revision } = (await ask(world, maker.cookie, ["GET", `/api/staff/activities/plans/${planId}`])).body;
    await ask(world, maker.cookie, ["POST", `/api/staff/activities/plans/${planId}/submit`], { body: { revision } });
    const late = await desk.bring([heading, [inDays(11), "18:30", "一号厅", "长津湖", ""]]);
    expect(await desk.view(late)).toMatchObject({ state: "failed", problem: { code: "activities.wrong_state" } });
    expect((await desk.undo(id)).counts).toMatchObject({ undone: 0, kept: 1 });
  });
});
