import { once } from "node:events";
import { connect } from "node:net";
import pg from "pg";
import pino from "pino";
import { expect, test } from "vitest";
import { systemClock } from "#kernel/clock";
import { buildHttp } from "#kernel/http/http";
import { aStaff } from "#kernel/sign-in/sign-in.builders";
import { aSmallCity } from "../membership/membership.builders.ts";
import { monitorRoutes } from "./monitor.routes.ts";
import { MonitorFeed } from "./monitor-feed.ts";
import { aRelease, releasesApp } from "./releases.builders.ts";
import { portOf } from "./stream.builders.ts";

test("a console that leaves before its stream begins is not told for ever after", async () => {
  const server = await releasesApp();
  const { database, secrets, runtime } = server;
  const city = await aSmallCity(database);
  const { cookie } = await aStaff(database, secrets, { node: city.county, duties: ["releases.reader"] });
  const id = await aRelease(server, city.county);
  const told: string[] = [];
  const feed = new MonitorFeed(
    { publishLive: (topic) => told.push(topic) },
    runtime.system("monitor"),
    () => new Date(),
  );
  const log = pino({ level: "silent" });
  const app = await buildHttp({ db: database.db, clock: systemClock, log, findActor: runtime.findActor });
  const watch = feed.watch.bind(feed);
  feed.watch = (release) => {
    setImmediate(() => setImmediate(() => app.server.emit("test.begun")));
    return watch(release);
  };
  monitorRoutes(app, runtime, feed, () => new Date());
  const port = await portOf(app);
  // Whoever looks at a release has to wait.
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("begin; lock table releases.release in access exclusive mode");

  const arrived = once(app.server, "request");
  const socket = connect(port, "127.0.0.1");
  const [peer] = await once(app.server, "connection");
  socket.write(`GET /api/staff/releases/${id}/events HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`);
  await arrived;
  const left = once(peer, "close");
  socket.destroy();
  await left;
  await owner.query("commit");

  // The question that was waiting is answered now, the stream begins, and ends at once.
  await once(app.server, "test.begun");
  expect(feed.watched).toBe(0);
  await owner.end();
  await app.close();
  await server.close();
});
