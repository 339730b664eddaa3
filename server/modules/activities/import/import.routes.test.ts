import { writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aCinema, aDuty, aPlanOf, ask, aWorld, type Cinema, inDays, type World } from "../activities.builders.ts";

let world: World;
let cinema: Cinema;
let maker: { cookie: string };

beforeAll(async () => {
  world = await aWorld();
  cinema = await aCinema(world);
  maker = await aDuty(world, cinema.union, "activities.maker");
});
afterAll(() => world.close());

async function aSheet(rows: (string | number)[][]): Promise<string> {
  const bytes = await writeXlsx({ sheets: [{ name: "排片", rows }] });
  return Buffer.from(bytes).toString("base64");
}
const send = (planId: string, file: string, confirmed: boolean) =>
  ask(world, maker.cookie, ["POST", `/api/staff/activities/plans/${planId}/import`], { body: { file, confirmed } });
const chinese = (day: string) => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const head = [["惠工影院排片表"], [], ["日期", "放映时间", "影厅", "影片名称", "片长"]];

it("says row by row what would happen, writes nothing until confirmed, and takes the corrected sheet", async () => {
  const planId = await aPlanOf(world, cinema.series);
  const rows = (hall: string) => [
    ...head,
    [inDays(10), "晚上6点半", "1号厅", "《长津湖》", "176分钟"],
    [chinese(inDays(12)), "18:30", hall, "流浪地球", 125],
    [inDays(14), "晚饭后", "一号厅", "长津湖", ""],
    [inDays(60), "18:30", "一号厅", "长津湖", ""],
  ];
  const wrong = await aSheet(rows("三号厅"));
  const dry = (await send(planId, wrong, false)).body;
  expect(dry).toMatchObject({ ready: 1, refused: 3, added: 0 });
  expect(dry.rows.map((row: Record<string, unknown>) => [row.row, row.outcome, row.problem])).toEqual([
    [4, "ready", null],
    [5, "refused", "activities.row_hall"],
    [6, "refused", "activities.row_time"],
    [7, "refused", "activities.row_outside"],
  ]);
  expect(dry.rows[1].params).toEqual({ hall: "三号厅", nearest: "一号厅" });
  const plan = () => ask(world, maker.cookie, ["GET", `/api/staff/activities/plans/${planId}`]);
  expect((await plan()).body.items).toEqual([]);

  expect((await send(planId, wrong, true)).body).toMatchObject({ added: 1, refused: 3 });
  const again = (await send(planId, await aSheet(rows("一号厅")), true)).body;
  expect(again.rows.map((row: { outcome: string }) => row.outcome)).toEqual(["there", "added", "refused", "refused"]);
  const { items } = (await plan()).body;
  expect(items.map((item: Record<string, unknown>) => [item.title, item.startsAt])).toEqual([
    ["长津湖", `${inDays(10)}T10:30:00.000Z`],
    ["流浪地球", `${inDays(12)}T10:30:00.000Z`],
  ]);
  expect(items[1].film.minutes).toBe(125);
});

it("takes a table of any kind, also one in the text that Excel writes", async () => {
  const planId = await aPlanOf(world, cinema.series);
  const text = [...head, [inDays(10), "18:30", "一号厅", "长津湖", ""]].map((row) => row.join(",")).join("\r\n");
  expect((await send(planId, Buffer.from(text).toString("base64"), false)).body).toMatchObject({
    ready: 1,
    refused: 0,
  });
});

it("refuses what is no workbook, and a sheet without the columns", async () => {
  const planId = await aPlanOf(world, cinema.series);
  const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  expect((await send(planId, picture.toString("base64"), false)).body.code).toBe("sheets.file_unreadable");
  expect((await send(planId, await aSheet([["日期", "影片"]]), false)).body.code).toBe("activities.no_header");
  const stranger = await aDuty(world, cinema.branch, "activities.maker");
  const url = `/api/staff/activities/plans/${planId}/import`;
  const body = { file: await aSheet(head), confirmed: true };
  expect((await ask(world, stranger.cookie, ["POST", url], { body })).status).toBe(404);
  expect((await ask(world, undefined, ["POST", url], { body })).status).toBe(401);
});
