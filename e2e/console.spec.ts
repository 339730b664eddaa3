import { expect, type Page, test } from "@playwright/test";
import { desktop, look } from "./look.ts";
import { signInStaff } from "./people.ts";

const pages = [
  ["campaigns", "/console/campaigns"],
  ["new-campaign", "/console/campaigns/new"],
  ["people", "/console/people"],
  ["organisations", "/console/organisations"],
  ["merchants", "/console/merchants"],
  ["funds", "/console/funds"],
  ["outbox", "/console/outbox"],
] as const;

async function tour(page: Page, prefix: string, list: readonly (readonly [string, string])[]): Promise<void> {
  for (const [name, path] of list) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await look(page, `${prefix}-${name}`);
  }
}

async function signedIn(page: Page, login: string): Promise<void> {
  await page.setViewportSize(desktop);
  await page.goto("/console");
  await signInStaff(page, login);
}

test("the console's pages in Chinese, and in English", async ({ page }) => {
  await signedIn(page, "maker");
  await tour(page, "console", pages);
  await page.getByRole("button", { name: "林经办" }).click();
  await page.getByText("English").click();
  await expect(
    page.getByRole("navigation", { name: "Main menu" }).or(page.getByText("Campaigns")).first(),
  ).toBeVisible();
  await tour(page, "en-console", [["home", "/console"], ["releases", "/console/releases"], ...pages]);
});

test("a checker looks at a campaign", async ({ page }) => {
  await signedIn(page, "checker");
  await page.goto("/console/campaigns");
  await page
    .getByRole("link", { name: /冰雪消费券/ })
    .first()
    .click();
  await expect(page).toHaveURL(/campaigns\/.+/);
  await look(page, "console-campaign");
  await page.goto("/console/funds");
  await expect(page.getByText("冰雪消费季专项经费")).toBeVisible();
});

test("who has no duty for it is told so", async ({ page }) => {
  await page.goto("/console/people");
  await expect(page.getByRole("heading", { name: "工作人员登录" })).toBeVisible();
});
