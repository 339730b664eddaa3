import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { unavailable } from "../problem.ts";

const batchSize = 200;
const mostWaiting = 4000;

/**
 * Joins the reads of one turn of the event loop into one; the same token twice is one read. Throws 503 http.busy when more
 * tokens wait than are read in a second or so: who comes then is told at once.
 */
export function readTogether<T>(work: (tokens: string[]) => Promise<Map<string, T>>) {
  let gathering: { tokens: Set<string>; result: Promise<Map<string, T>> } | undefined;
  let waiting = 0;
  const begin = () => {
    const tokens = new Set<string>();
    const batch = {
      tokens,
      result: nextTurn().then(async () => {
        if (gathering === batch) gathering = undefined;
        try {
          return await work([...tokens]);
        } finally {
          waiting -= tokens.size;
        }
      }),
    };
    return batch;
  };
  return async (token: string): Promise<T | undefined> => {
    if (gathering === undefined || gathering.tokens.size >= batchSize) {
      if (waiting >= mostWaiting) throw unavailable("http.busy", 1);
      gathering = begin();
    }
    const batch = gathering;
    if (!batch.tokens.has(token)) waiting++;
    batch.tokens.add(token);
    return (await batch.result).get(token);
  };
}

/**
 * Reads tokens again beside the answers: one batch after the other, as long a rest after each as it took, so that at most half
 * of one connection is spent on it. A batch that fails is forgotten; whoever comes next asks again.
 */
export function readBehind(work: (tokens: string[]) => Promise<unknown>) {
  const due = new Set<string>();
  let running = false;
  const run = async () => {
    running = true;
    await nextTurn();
    while (due.size > 0) {
      const tokens = [...due].slice(0, batchSize);
      const started = performance.now();
      await work(tokens).catch(() => undefined);
      for (const token of tokens) due.delete(token);
      await sleep(performance.now() - started, undefined, { ref: false });
    }
    running = false;
  };
  return (token: string): void => {
    due.add(token);
    if (!running) void run();
  };
}
