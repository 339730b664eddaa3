import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codeKeys } from "#engines/codes";
import type { App } from "#kernel/http/http";
import { type SignInApp, signInApp } from "#kernel/sign-in/sign-in.builders";
import { buildApp } from "./app.ts";
import type { World } from "./modules/benefits/benefits.builders.ts";

/** The composed server, every module in it, on a database of its own; not a demonstration. */
export interface WholeServer {
  app: App;
  base: SignInApp;
  /** The runtime that the modules of `app` know. */
  runtime: SignInApp["runtime"];
  world: World;
  close(): Promise<void>;
}

export async function wholeServer(): Promise<WholeServer> {
  const base = await signInApp(() => undefined, { demo: false });
  const dataDir = await mkdtemp(join(tmpdir(), "gonghui-access-"));
  const runtime = { ...base.runtime, config: { ...base.runtime.config, dataDir } };
  const app = await buildApp(runtime, { strictAnswers: true });
  await app.ready();
  const world: World = { ...base, app, codes: await codeKeys(base.secrets) };
  const close = async () => {
    await app.close();
    await base.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { app, base, runtime, world, close };
}
