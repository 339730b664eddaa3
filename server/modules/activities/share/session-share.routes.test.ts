import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeKeys } from "#engines/codes";
import { transact } from "#kernel/context";
import { webRoutes } from "#kernel/http/web.routes";
import { shareRoutes } from "#kernel/share/share.routes";
import { signInApp } from "#kernel/sign-in/sign-in.builders";
import { aCinema, aDuty, aSession, ask, type Cinema, inMinutes, type World } from "../activities.builders.ts";
import { activities } from "../index.ts";

const untouched = "<head><title>工汇</title></head><body>page</body>";
let world: World;
let cinema: Cinema;
let dataDir: string;
let steward: { cookie: string };
let open: { id: string };
let charter: { id: string };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-share-"));
  await mkdir(join(dataDir, "web/member"), { recursive: true });
  await writeFile(join(dataDir, "web/member/index.html"), untouched);
  const made = await signInApp(async (app, runtime) => {
    const config = { ...runtime.config, dataDir, publicUrl: "https://gonghui.example/" };
    shareRoutes(app, { config });
    await activities.routes?.(app, runtime);
    await webRoutes(app, { webDir: join(dataDir, "web"), config });
  });
  world = { ...made, codes: await codeKeys(made.secrets) };
  cinema = await aCinema(world);
  steward = await aDuty(world, cinema.union, "activities.steward");
  open = await aSession(world, cinema, { startsAt: inMinutes(600) });
  charter = await aSession(world, cinema, {
    ...{ startsAt: inMinutes(1200), audience: "charter", audienceNode: cinema.branch.node },
    audienceOrganisationId: cinema.branch.id,
  });
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});

const get = (url: string, cookie?: string) => ask(world, cookie, ["GET", url]);
const kit = (id: string, cookie?: string) => get(`/api/staff/share/showings/${id}`, cookie);

describe("the share kit of a showing", () => {
  test("gives the member's link, a text with time and hall, and two pictures", async () => {
    const { body } = await kit(open.id, steward.cookie);
    expect(body).toMatchObject({ title: "长津湖", link: `https://gonghui.example/showings/${open.id}` });
    expect(body.text).toContain("【测试市总工会】长津湖\n");
    expect(body.text).toMatch(/地点：惠工影院 \d+ 一号厅，工人路1号\n/);
    for (const url of [body.poster, body.card, `${body.poster}?language=en`])
      expect((await get(url)).headers["content-type"]).toBe("image/png");
  });

  test("is for staff who may read showings there", async () => {
    expect((await kit(open.id)).status).toBe(401);
    const stranger = await aDuty(world, cinema.branch, "activities.maker");
    expect((await kit(open.id, stranger.cookie)).status).toBe(403);
    const session = await get(`/api/staff/activities/sessions/${open.id}`, steward.cookie);
    expect(session.body.can.share).toBe(true);
  });

  test("is not there for a whole house, nor for what was cancelled, for nobody", async () => {
    const cancelled = await aSession(world, cinema, { startsAt: inMinutes(1800) });
    await transact(world.database.ctx(), (tx) =>
      sql`update activities.session set state = 'cancelled' where id = ${cancelled.id}`.execute(tx.db),
    );
    for (const { id } of [charter, cancelled]) {
      expect((await kit(id, steward.cookie)).body).toMatchObject({ status: 404, code: "share.not_published" });
      expect((await get(`/api/share/showings/${id}/poster`)).status).toBe(404);
      expect((await get(`/showings/${id}`)).body).toBe(untouched);
      const session = await get(`/api/staff/activities/sessions/${id}`, steward.cookie);
      expect(session.body.can.share).toBe(false);
    }
  });
});

test("the page behind the link says in its head what it is", async () => {
  const { body } = await get(`/showings/${open.id}`);
  expect(body).toContain(`<meta property="og:title" content="长津湖" />`);
  expect(body).toContain(`content="https://gonghui.example/api/share/showings/${open.id}/card"`);
  expect((await get("/showings")).body).toBe(untouched);
});
