import { defineConfig } from "@playwright/test";
import { host, nginxPath, trialOf } from "./trial.ts";

nginxPath();
const trial = trialOf();

/** The documented reverse proxy, tried: nginx with the example's configuration on another address, and Chromium before it. */
export default defineConfig({
  testDir: ".",
  testMatch: "proxy.trial.ts",
  outputDir: "../../test-results/proxy",
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: `https://${host}:${trial.httpsPort}`,
    ...{ locale: "zh-CN", timezoneId: "Asia/Shanghai", actionTimeout: 20_000 },
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        ...["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        ...["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
        `--host-resolver-rules=MAP ${host} ${trial.address}`,
        `--ignore-certificate-errors-spki-list=${trial.spki}`,
      ],
    },
  },
  webServer: {
    command: "node serve.ts",
    url: `http://127.0.0.1:${trial.serverPort}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
  },
});
