import { defineConfig } from "@playwright/test";
import { ports, urlOf, workers } from "./e2e/ports.ts";

/** Journeys in a real Chromium, against the server as `npm start` starts it with a fresh demo union: one for each worker. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // Of one server one journey at a time, in any order: whatever others have done on it before, a journey holds.
  workers,
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
  webServer: {
    command: "node e2e/serve.ts",
    wait: { stdout: /every server is ready/ },
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
  },
});
