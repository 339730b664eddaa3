// One dispatching process for outbox-dispatcher.test.ts, made to be killed: hands every event to the receiver by HTTP.
import { sql } from "kysely";
import pino from "pino";
import { systemClock } from "../clock.ts";
import type { Ctx } from "../context.ts";
import { connect } from "../database/db.ts";
import { startLeader } from "../database/leader.ts";
import { Subscriptions } from "./outbox.ts";
import { outboxDispatcher } from "./outbox-dispatcher.ts";

const [url = "", receiver = "", mode = ""] = process.argv.slice(2);
const database = connect(url, { max: 2 });
const log = pino({ level: "silent" });
const system = (name: string): Ctx => ({ db: database.db, clock: systemClock, log, actor: { kind: "system", name } });

const subscriptions = new Subscriptions();
subscriptions.add("test.*", async (_ctx, event) => {
  if (mode === "forget")
    await database.pool.query(
      `select set_config('app.scope', '*', false); update kernel.outbox set delivered_at = now() where id = '${event.id}'`,
    );
  const answer = await fetch(receiver, { method: "POST", body: event.id });
  if (!answer.ok) throw new Error(`receiver answered ${answer.status}`);
});
await sql`select 1`.execute(database.db);
startLeader({
  url,
  log,
  duties: [outboxDispatcher({ runtime: { log, system }, subscriptions, poll: 10 })],
  retryEvery: 50,
});
