/** Office: one list of what waits for the signed-in person. See README.md. */
import type { Module } from "#kernel/module";
import { waitingRoutes } from "./waiting.routes.ts";

export const office: Module = {
  name: "office",
  uses: [],
  routes: (app, runtime) => waitingRoutes(app, runtime),
};
