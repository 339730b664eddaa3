import { request as http } from "node:http";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { memberPhone } from "../people.ts";
import { adminDesk, holderOf, openTill, readyForNoNetwork, scan } from "../tills.ts";
import { host, trialOf } from "./trial.ts";

const cookiesOf = (page: Page) => page.context().cookies();

test("what is asked without encryption is sent to https, and what is for operations stays closed", async ({
  browser,
}) => {
  const trial = trialOf();
  const answer = await new Promise<{ status: number | undefined; location: string | undefined }>((resolve, reject) => {
    const asked = http(
      { host: trial.address, port: trial.httpPort, path: "/partner", headers: { host } },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode, location: response.headers.location });
      },
    );
    asked.on("error", reject).end();
  });
  expect(answer).toEqual({ status: 301, location: `https://${host}:${trial.httpsPort}/partner` });
  const page = await open(browser, "/");
  const statusOf = (path: string) =>
    page.evaluate<number>(`fetch(${JSON.stringify(path)}).then((answer) => answer.status)`);
  expect(await Promise.all(["/metrics", "/readyz", "/api/docs"].map(statusOf))).toEqual([403, 403, 403]);
});

async function open(browser: Browser, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  const answer = await page.goto(path);
  expect(answer?.headers()["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
  expect((await answer?.serverAddr())?.ipAddress).toBe(trialOf().address);
  return page;
}

test("a member signs in and hears events at once, through the proxy", async ({ browser }) => {
  const page = await memberPhone(browser, "19900015101");
  const session = (await cookiesOf(page)).find(({ name }) => name.includes("member"));
  expect(session).toMatchObject({ secure: true, httpOnly: true, path: "/" });
  expect(session?.name).toMatch(/^__Host-/);
  // A stream that the proxy held back would bring its first words with a buffer of them, or never.
  const first = await page.evaluate<{ after: number; type: string }>(`new Promise((resolve, reject) => {
    const began = performance.now();
    fetch("/api/member/events", { headers: { accept: "text/event-stream" } }).then(async (answer) => {
      const { value } = await answer.body.getReader().read();
      resolve({ after: performance.now() - began, type: answer.headers.get("content-type") ?? "", bytes: value.length });
    }, reject);
    setTimeout(() => reject(new Error("no event within 20 s")), 20_000);
  })`);
  expect(first.type).toContain("text/event-stream");
  expect(first.after).toBeLessThan(20_000);
});

test("a till is opened, has camera and worker, redeems, and opens again without network", async ({ browser }) => {
  const holder = await holderOf(browser, "满50减20", "19900015102");
  const desk = await adminDesk(browser);
  const till = await openTill(browser, desk, { store: "中央大街店" });
  expect(await till.evaluate<boolean>("isSecureContext")).toBe(true);
  const camera = await till.evaluate<string>(`navigator.mediaDevices.getUserMedia({ video: true })
    .then((stream) => { for (const track of stream.getTracks()) track.stop(); return "camera"; }, (error) => error.name)`);
  expect(camera).toBe("camera");
  expect((await cookiesOf(till)).find(({ name }) => name.includes("till"))).toMatchObject({
    secure: true,
    httpOnly: true,
  });
  await readyForNoNetwork(till);

  await scan(till, await holder.code());
  await expect(till.getByRole("heading", { name: "满50减20" })).toBeVisible();
  await till.keyboard.type("88");
  await till.getByRole("button", { name: "核销", exact: true }).click();
  await expect(till.getByRole("heading", { name: "已核销" })).toBeVisible();
  const upload = await till.evaluate<number>(uploadOf);
  expect(upload).toBe(200);

  await till.context().setOffline(true);
  await till.reload();
  await expect(till.getByRole("button", { name: /扫会员的码/ })).toBeVisible();
  await expect(till.getByText("连不上服务器")).toBeVisible();
});

// Last, for it closes pairing to this address for a while.
test("what a stranger writes into the forwarding headers does not count", async ({ browser }) => {
  const page = await open(browser, "/");
  // Each unknown phone from one address is limited; a new address in the header must not be one.
  const ask = (index: number) =>
    page.evaluate<number>(`fetch("/api/till/pair", { method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.${index}" },
      body: JSON.stringify({ pairingCode: "AAAAAAA${index % 10}", deviceName: "x" }) }).then((answer) => answer.status)`);
  const answers = [];
  for (let index = 1; index <= 22; index++) answers.push(await ask(index));
  expect(answers.at(-1)).toBe(429);
});

/** A photo of the last redemption's receipt, a megabyte and more, sent as the till sends it. */
const uploadOf = `(async () => {
  const day = await (await fetch("/api/till/redemptions")).json();
  const canvas = new OffscreenCanvas(1400, 1400);
  const pen = canvas.getContext("2d");
  const noise = pen.createImageData(1400, 1400);
  for (let at = 0; at < noise.data.length; at++) noise.data[at] = Math.random() * 256;
  pen.putImageData(noise, 0, 0);
  const form = new FormData();
  form.append("file", await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 }), "receipt.jpg");
  const path = "/api/till/redemptions/" + day.items[0].id + "/photos/" + crypto.randomUUID();
  return (await fetch(path, { method: "PUT", body: form })).status;
})()`;
