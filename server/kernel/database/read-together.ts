import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { unavailable } from "../problem.ts";

const batchSize = 200;

/**
 * Joins what is asked for in one turn of the event loop into one read of at most 200 keys; the same key twice is one. Throws 503
 * http.busy when `mostWaiting` keys wait: who comes then is told at once.
 */
export function readTogether<T>(
  work: (keys: string[]) => Promise<Map<string, T>>,
  mostWaiting: number,
): (key: string) => Promise<T | undefined> {
  let gathering: { keys: Set<string>; result: Promise<Map<string, T>> } | undefined;
  let waiting = 0;
  const begin = () => {
    const keys = new Set<string>();
    const batch = {
      keys,
      result: nextTurn().then(async () => {
        if (gathering === batch) gathering = undefined;
        try {
          return await work([...keys]);
        } finally {
          waiting -= keys.size;
        }
      }),
    };
    return batch;
  };
  return async (key) => {
    if (gathering === undefined || gathering.keys.size >= batchSize) {
      if (waiting >= mostWaiting) throw unavailable("http.busy", 1);
      gathering = begin();
    }
    const batch = gathering;
    if (!batch.keys.has(key)) waiting++;
    batch.keys.add(key);
    return (await batch.result).get(key);
  };
}

/**
 * Reads keys again beside the answers: one batch after the other, as long a rest after each as it took, so that at most half
 * of one connection is spent on it. A batch that fails is forgotten; whoever comes next asks again.
 */
export function readBehind(work: (keys: string[]) => Promise<unknown>): (key: string) => void {
  const due = new Set<string>();
  let running = false;
  const run = async () => {
    running = true;
    await nextTurn();
    while (due.size > 0) {
      const keys = [...due].slice(0, batchSize);
      const started = performance.now();
      await work(keys).catch(() => undefined);
      for (const key of keys) due.delete(key);
      await sleep(performance.now() - started, undefined, { ref: false });
    }
    running = false;
  };
  return (key) => {
    due.add(key);
    if (!running) void run();
  };
}
