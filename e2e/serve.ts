/** The servers of the journeys, one for each worker: all begin with the same demo union, at the same moment, and end together. */
import { ports } from "./ports.ts";
import { prepareDemo } from "./prepare-demo.ts";
import { demo, removeAll, type Server, startServer } from "./servers.ts";

const ending = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
});
let servers: Server[] = [];
try {
  removeAll();
  await prepareDemo(demo);
  servers = await Promise.all(ports.map(startServer));
  process.stdout.write("every server is ready\n");
  await ending;
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  removeAll();
}
process.exit(0);
