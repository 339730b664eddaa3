import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codeKeys } from "#engines/codes";
import { webRoutes } from "#kernel/http/web.routes";
import { shareRoutes } from "#kernel/share/share.routes";
import { signInApp } from "#kernel/sign-in/sign-in.builders";
import {
  aCity,
  aDuty,
  aFund,
  aKey,
  aMerchant,
  campaignInput,
  inDays,
  type Organisation,
  type World,
} from "../benefits.builders.ts";
import { benefits } from "../index.ts";

const title = `冬季"暖心"<消费券> & 更多`;

let world: World;
let city: Organisation;
let dataDir: string;
let maker: { cookie: string };
let published: string;
let draft: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "gonghui-share-"));
  await mkdir(join(dataDir, "web/member"), { recursive: true });
  await writeFile(join(dataDir, "web/member/index.html"), "<head><title>工汇</title></head><body>page</body>");
  const made = await signInApp(async (app, runtime) => {
    const config = { ...runtime.config, dataDir, publicUrl: "https://gonghui.example/" };
    shareRoutes(app, { config });
    await benefits.routes?.(app, runtime);
    await webRoutes(app, { webDir: join(dataDir, "web"), config });
  });
  world = { ...made, codes: await codeKeys(made.secrets) };
  city = await aCity(world);
  maker = await aDuty(world, city, "benefits.maker");
  const checker = await aDuty(world, city, "benefits.checker");
  const given = {
    ...{ title, fundSourceId: await aFund(world, city), storeIds: [(await aMerchant(world, city)).store.id] },
    eligibility: [{ type: "verified" }],
  };
  const draw = async () =>
    (await call("POST", "/api/staff/campaigns", maker.cookie, campaignInput(city, given))).json().id;
  [published, draft] = [await draw(), await draw()];
  await call("POST", `/api/staff/campaigns/${published}/submit`, maker.cookie);
  const url = `/api/staff/campaigns/${published}/approve`;
  expect((await call("POST", url, checker.cookie, { revision: 1 })).statusCode).toBe(200);
});
afterAll(async () => {
  await world.close();
  await rm(dataDir, { recursive: true });
});

const call = (method: "GET" | "POST", url: string, cookie?: string, payload?: object) =>
  world.app.inject({
    ...{ method, url, headers: { "idempotency-key": aKey(), ...(cookie === undefined ? {} : { cookie }) } },
    ...(payload === undefined ? {} : { payload }),
  });

describe("the share kit of a campaign", () => {
  const kit = (id: string, cookie?: string) => call("GET", `/api/staff/share/campaigns/${id}`, cookie);

  test("gives the member's link, a text that says when, where and for whom, and two pictures", async () => {
    const answer = await kit(published, maker.cookie);
    expect(answer.json()).toMatchObject({ title, link: `https://gonghui.example/campaigns/${published}` });
    const { text, poster, card } = answer.json();
    const [year = "", month = "", day = ""] = inDays(30).split("-");
    expect(text).toContain(`【测试市总工会】${title}\n满200减100\n时间：`);
    expect(text).toContain(`至${year}年${Number(month)}月${Number(day)}日`);
    expect(text).toContain("谁能参加：测试市总工会已实名的会员\n");
    expect(text.endsWith(`https://gonghui.example/campaigns/${published}`)).toBe(true);
    for (const url of [poster, card, `${poster}?language=en`]) {
      const picture = await call("GET", url);
      expect(picture.headers["content-type"]).toBe("image/png");
      expect(picture.rawPayload.subarray(1, 4).toString()).toBe("PNG");
    }
  });

  test("is for staff who may read campaigns there", async () => {
    expect((await kit(published)).statusCode).toBe(401);
    const stranger = await aDuty(world, await aCity(world), "benefits.maker");
    expect((await kit(published, stranger.cookie)).statusCode).toBe(403);
    expect((await kit("not-an-id", maker.cookie)).statusCode).toBe(400);
  });

  test("is not there for a draft, nor are its pictures, for nobody", async () => {
    expect((await kit(draft, maker.cookie)).json()).toMatchObject({ status: 404, code: "share.not_published" });
    for (const picture of ["poster", "card"])
      expect((await call("GET", `/api/share/campaigns/${draft}/${picture}`)).statusCode).toBe(404);
    expect((await call("GET", `/api/share/secrets/${draft}/poster`)).statusCode).toBe(404);
  });
});

describe("the page behind the link", () => {
  const page = async (path: string) => (await call("GET", path)).body;

  test("says in its head what it is, with every sign of the title escaped", async () => {
    const html = await page(`/campaigns/${published}`);
    const escaped = "冬季&quot;暖心&quot;&lt;消费券&gt; &amp; 更多";
    expect(html).toContain(`<title>${escaped}</title>`);
    expect(html).toContain(`<meta property="og:title" content="${escaped}" />`);
    const image = `https://gonghui.example/api/share/campaigns/${published}/card`;
    expect(html).toContain(`<meta property="og:image" content="${image}" />`);
    expect(html).toContain(`<meta property="og:url" content="https://gonghui.example/campaigns/${published}" />`);
    expect(html).not.toContain("<消费券>");
    expect(html).toContain("<body>page</body>");
  });

  test("stays as it is for a draft, for what does not exist, and for other pages", async () => {
    for (const path of [`/campaigns/${draft}`, `/campaigns/${crypto.randomUUID()}`, "/campaigns", "/", "/vouchers"])
      expect(await page(path)).toBe("<head><title>工汇</title></head><body>page</body>");
  });
});
