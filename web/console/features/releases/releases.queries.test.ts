import { setTimeout as sleep } from "node:timers/promises";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { Monitor } from "../../../shared/api-types/index.ts";
import { askMonitorAnew, monitorQuery } from "./releases.queries.ts";

test("figures that are asked for again and again arrive on a line slower than the asking", async () => {
  const client = new QueryClient();
  let left = 9;
  const queryFn = async ({ signal }: { signal: AbortSignal }): Promise<Monitor> => {
    const answer = { left } as Monitor;
    await sleep(100, undefined, { signal });
    return answer;
  };
  const observer = new QueryObserver(client, { ...monitorQuery("r"), queryFn });
  const stop = observer.subscribe(() => undefined);
  const known = () => observer.getCurrentResult().data?.left;
  while (known() === undefined) await sleep(10);

  left = 7;
  for (let n = 0; n < 30; n++) {
    void askMonitorAnew(client, "r");
    await sleep(10);
  }

  expect(known()).toBe(7);
  stop();
  client.clear();
});
