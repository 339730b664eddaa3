import cluster from "node:cluster";
import type { Logger } from "pino";
// These declare their jobs, to be found by startJobs.
import "#kernel/audit/audit.jobs";
import "#kernel/notify/sms-sweep";
import "#kernel/sign-in/idle-accounts";
import { auditCheckpoints } from "#kernel/audit/audit-checkpoints";
import { startLeader } from "#kernel/database/leader";
import { fileSweep } from "#kernel/files/file-sweep";
import { startJobs } from "#kernel/jobs";
import { startNotify } from "#kernel/notify/notify";
import { outboxDispatcher } from "#kernel/outbox/outbox-dispatcher";
import { dutyTerms } from "#kernel/sign-in/duty-ends";
import { signInSweep } from "#kernel/sign-in/sign-in-sweep";
import { StartupError } from "#kernel/startup-error";
import { buildApp, startModules } from "./app.ts";
import { openRuntime, type RuntimeOptions } from "./runtime.ts";
import { startImports } from "./start-imports.ts";

export interface Serving {
  port: number;
  stop(): Promise<void>;
}

export interface ServeOptions extends RuntimeOptions {
  webDir?: string;
}

/**
 * Starts one server process: routes, modules, jobs, a candidate for the work that only one process does, and, unless it is one of several
 * workers, what works on imports.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { config, log } = options;
  const runtime = await openRuntime(options);
  const app = await buildApp(runtime, options.webDir === undefined ? {} : { webDir: options.webDir });
  const notify = startNotify(runtime);
  const stopModules = await startModules(runtime);
  const jobs = await startJobs(runtime);
  const leader = startLeader({
    url: options.directUrl,
    duties: [
      outboxDispatcher({ runtime, publish: runtime.hub.publish, canPublish: runtime.hub.canPublish }),
      auditCheckpoints(runtime),
      signInSweep(runtime),
      dutyTerms(runtime),
      fileSweep(runtime),
    ],
    log,
  });
  const imports = cluster.isWorker ? undefined : startImports(options);
  const stop = async () => {
    await imports?.stop();
    await runtime.hub.stop();
    await app.close();
    await jobs.stop();
    await leader.stop();
    await stopModules();
    await notify.stop();
    await runtime.close();
  };
  try {
    await app.listen({ port: config.port, host: config.host, exclusive: !cluster.isWorker });
  } catch (error) {
    await stop();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new StartupError(`Port ${config.port} on ${config.host} is in use: stop the other program or set PORT.`);
    if (code === "EACCES" || code === "EADDRNOTAVAIL")
      throw new StartupError(`The server cannot listen on ${config.host}:${config.port} (${code}).`);
    throw error;
  }
  const address = app.server.address();
  return { port: typeof address === "object" && address !== null ? address.port : config.port, stop };
}

/** Stops once on Ctrl-C or a polite signal; a second one ends at once. */
export function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: Error) => {
          log.error({ reason: error.message }, "server.stop_failed");
          process.exit(1);
        },
      );
    });
}
