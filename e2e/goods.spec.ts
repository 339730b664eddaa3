import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { stays, test } from "./journey.ts";
import { desktop, look } from "./look.ts";
import { memberPhone } from "./people.ts";
import { signInStaff } from "./staff.ts";
import { adminDesk, openTill } from "./tills.ts";

/** A name of no other goods, so that it may run again on the same server. */
const name = `盐井雪梨${randomUUID().slice(0, 4)}`;
/** The narrowest phone that is promised. */
const narrow = { width: 360, height: 740 } as const;

test.describe.configure({ mode: "serial" });

let till: Page;
test.afterAll(() => till.context().close());

test("a merchant's clerk offers goods with a photo, and is told what is missing", async ({ browser }) => {
  till = stays(
    await openTill(browser, await adminDesk(browser), { merchant: "和润超市", store: "江北店", view: narrow }),
  );
  await till.getByRole("link", { name: "商品" }).click();
  await expect(till.getByRole("heading", { name: "望海苹果" })).toBeVisible();
  await look(till, "partner-goods");
  await till.getByRole("button", { name: "填报商品" }).click();
  await till.getByLabel("名称").fill(name);
  await till.getByRole("button", { name: "提交审批" }).click();
  // The browser itself stops at the first field that lacks something: the photo.
  await expect(till.getByLabel("照片")).toBeFocused();
  await till.getByLabel("照片").setInputFiles(join(import.meta.dirname, "../web/public/till-512.png"));
  await expect(till.getByRole("img", { name: "刚上传的照片" })).toBeVisible();
  await till.getByLabel("产地").fill("望海县");
  await till.getByLabel("价格(元)").fill("26.50");
  await till.getByLabel("单位").fill("3 斤");
  await till.getByLabel("介绍").fill("霜后采摘,煮梨汤最好。");
  await till.getByLabel("券种").selectOption({ label: "满50减20" });
  await look(till, "partner-goods-form");
  await till.getByRole("button", { name: "提交审批" }).click();
  await expect(offer().getByText("等工会审批")).toBeVisible();
  await expect(offer().getByText("¥26.50 / 3 斤")).toBeVisible();
});

test("the union refuses it with a reason, the clerk changes it, and the union allows it", async ({ page, browser }) => {
  await page.setViewportSize(desktop);
  await page.goto("/console/goods");
  await signInStaff(page, "checker");
  await page.goto("/console/goods");
  const row = page.getByRole("row", { name: new RegExp(name) });
  await look(page, "console-goods-waiting");
  await row.getByRole("button", { name: "退回" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("请写明是几斤一份");
  await page.getByRole("dialog").getByRole("button", { name: "退回" }).click();
  await expect(row.getByText("请写明是几斤一份")).toBeVisible();

  await till.reload();
  await expect(offer().getByText("工会退回:请写明是几斤一份")).toBeVisible();
  await look(till, "partner-goods-refused");
  await offer().getByRole("button", { name: "修改" }).click();
  await expect(till.getByLabel("价格(元)")).toHaveValue("26.50");
  await till.getByLabel("单位").fill("3 斤一袋");
  await till.getByRole("button", { name: "提交审批" }).click();
  await expect(offer().getByText("等工会审批")).toBeVisible();

  await page.reload();
  await row.getByRole("button", { name: "批准" }).click();
  await expect(row.getByText("展示中")).toBeVisible();
  await look(page, "console-goods-shown");
  await membersFind(browser);
});

test("what the clerk takes back is gone from the members' phones", async ({ browser }) => {
  await till.reload();
  await expect(offer().getByText("展示中")).toBeVisible();
  await offer().getByRole("button", { name: "下架" }).click();
  await expect(till.getByRole("heading", { name: `下架“${name}”?` })).toBeVisible();
  await till.getByLabel("原因").fill("今年卖完了");
  await look(till, "partner-goods-withdraw");
  await till.getByRole("button", { name: "下架", exact: true }).click();
  await expect(offer().getByText("下架原因:今年卖完了")).toBeVisible();
  const member = await memberPhone(browser, "19900000064");
  await member.goto("/goods");
  await expect(member.getByText("望海苹果")).toBeVisible();
  await expect(member.getByText(name)).toHaveCount(0);
  await member.goto(`/goods?q=${encodeURIComponent(name)}`);
  await expect(member.getByText(`没有找到“${name}”`)).toBeVisible();
  await look(member, "member-goods-none");
});

const offer = () => till.getByRole("listitem").filter({ hasText: name });

async function membersFind(browser: Browser): Promise<void> {
  const member = await memberPhone(browser, "19900000063");
  await member.goto("/goods");
  await look(member, "member-goods-list");
  await member.getByText(name).click();
  // The list says it of several; the page of one, once.
  await expect(member.getByText("产地 望海县")).toHaveCount(1);
  await expect(member.getByText("满50减20").first()).toBeVisible();
  await expect(member.getByText("满200减100")).toHaveCount(0);
  await expect(member.getByRole("img", { name: `${name}的照片` })).toBeVisible();
  const width = `document.querySelector('img[alt="${name}的照片"]').naturalWidth`;
  await expect.poll(() => member.evaluate<number>(width)).toBeGreaterThan(0);
  await look(member, "member-goods-one");
}
