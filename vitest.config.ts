import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, longest first. */
const longest = [
  "proofs/proofs",
  "kernel/outbox/outbox-dispatcher",
  "server/main",
  "server/plaintext",
  "proofs/trouble",
];

/** What takes longest begins first: begun last, it would be waited for alone. A clean clone knows no durations, only sizes. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

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
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
