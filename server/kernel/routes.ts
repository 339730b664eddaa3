import { auditRoutes } from "./audit.routes.ts";
import { fileRoutes } from "./files.routes.ts";
import type { App } from "./http.ts";
import type { Runtime } from "./module.ts";
import { inboxRoutes } from "./notify.routes.ts";
import { settingsRoutes } from "./settings.routes.ts";
import { staffAccountRoutes } from "./staff-accounts.routes.ts";
import { staffSignInRoutes } from "./staff-sign-in.routes.ts";

/** Every route that the kernel itself has. */
export function kernelRoutes(app: App, runtime: Runtime): void {
  staffSignInRoutes(app, runtime);
  staffAccountRoutes(app, runtime);
  inboxRoutes(app, runtime);
  auditRoutes(app, runtime);
  settingsRoutes(app, runtime);
  fileRoutes(app, runtime);
}
