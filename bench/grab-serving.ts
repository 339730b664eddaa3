import { rounded } from "./bench.ts";
import type { Field } from "./grab-routes.ts";

const chunk = 10_000;

/** Fills a window with entries, ends it, and watches the running server serve it and give the places. Seconds from the window's end. */
export async function measureServing(field: Field, { entries, units }: { entries: number; units: number }) {
  const far = 3_600_000;
  const now = Date.now();
  const releaseId = await field.grab.publish({
    capacity: units,
    mode: "draw",
    entryOpensAt: new Date(now - 1000),
    entryClosesAt: new Date(now + far),
    opensAt: new Date(now + far),
    closesAt: new Date(now + 2 * far),
  });
  for (let from = 0; from < entries; from += chunk)
    await field.stage.owner.query(
      `select count(*) from stock.enter_batch($1, '*', array(select gen_random_uuid() from generate_series(1, $2)),
         array_fill(null::uuid, array[$2::integer]), array_fill(1::smallint, array[$2::integer]))`,
      [releaseId, Math.min(chunk, entries - from)],
    );
  await field.stage.owner.query("set app.scope = '*'");
  await field.stage.owner.query(
    "update stock.quota set entry_closes_at = clock_timestamp() + interval '1500 ms', opens_at = clock_timestamp() where id = $1",
    [releaseId],
  );
  const served = await secondsUntil(field, releaseId, "served_at");
  const placed = await secondsUntil(field, releaseId, "placed_at");
  return { serveSeconds: rounded(served, 2), placesSeconds: rounded(placed - served, 2) };
}

/** Seconds from the end of the window until the column is set, as another connection sees it: committed. */
export async function secondsUntil(
  { stage }: Field,
  releaseId: string,
  column: "served_at" | "placed_at",
): Promise<number> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const { rows } = await stage.owner.query<{ done: boolean; seconds: number }>(
      `select ${column} is not null as done, extract(epoch from clock_timestamp() - entry_closes_at)::float8 as seconds from stock.quota where id = $1`,
      [releaseId],
    );
    if (rows[0]?.done) return rows[0].seconds;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the window was not served: ${column}`);
}
