import { defineConfig } from "@playwright/test";

// The configuration is read in every worker process too: the first reading chooses, the others follow.
process.env.E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000));
const workers = 3;
const ports = Array.from({ length: workers }, (_, index) => Number(process.env.E2E_PORT) + index);
const urlOf = (port: number | undefined) => `http://127.0.0.1:${port}`;

/** Journeys in a real Chromium, against the server as `npm start` starts it with a fresh demo union: one for each worker. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Of one server one journey at a time, as one newcomer would do it; the round that opens two minutes after the start comes first.
  workers,
  projects: [
    { name: "newcomer", testMatch: "five-minutes.spec.ts" },
    { name: "tours", testIgnore: "five-minutes.spec.ts" },
  ],
  timeout: 240_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  use: {
    baseURL: urlOf(ports[Number(process.env.TEST_PARALLEL_INDEX ?? 0)]),
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 15_000,
    // What is still closing is what journeys fail on; people who ask for rest use the same pages.
    contextOptions: { reducedMotion: "reduce" },
    // A trace of everything takes as much of the machine as the browser: `npx playwright test --trace retain-on-failure` when needed.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: ports.map((port) => ({
    command: "node e2e/serve.ts",
    env: { PORT: String(port) },
    url: `${urlOf(port)}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore" as const,
  })),
});
