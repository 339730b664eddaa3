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
    // One more than the usual two cores: much of the time is waited for the database and for clocks.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
