import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "server/**/*.test.ts",
      "wire/**/*.test.ts",
      "web/**/*.test.ts",
      "tools/**/*.test.ts",
      "db/**/*.test.ts",
      "proofs/**/*.test.ts",
    ],
    globalSetup: ["server/testing.setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
