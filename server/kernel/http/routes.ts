import { auditRoutes } from "../audit/audit.routes.ts";
import { fileRoutes } from "../files/files.routes.ts";
import { identitySettingsRoutes } from "../identity/identity-settings.routes.ts";
import type { Runtime } from "../module.ts";
import { inboxRoutes } from "../notify/notify.routes.ts";
import { settingsRoutes } from "../notify/settings.routes.ts";
import { shareRoutes } from "../share/share.routes.ts";
import { grantRoutes } from "../sign-in/grants.routes.ts";
import { oidcSettingsRoutes } from "../sign-in/oidc/oidc-settings.routes.ts";
import { staffOidcRoutes } from "../sign-in/oidc/staff-oidc.routes.ts";
import { staffAccountRoutes } from "../sign-in/staff-accounts.routes.ts";
import { staffSignInRoutes } from "../sign-in/staff-sign-in.routes.ts";
import type { App } from "./http.ts";

/** Every route that the kernel itself has. */
export function kernelRoutes(app: App, runtime: Runtime): void {
  staffSignInRoutes(app, runtime);
  staffAccountRoutes(app, runtime);
  grantRoutes(app, runtime);
  staffOidcRoutes(app, runtime);
  oidcSettingsRoutes(app, runtime);
  inboxRoutes(app, runtime);
  auditRoutes(app, runtime);
  settingsRoutes(app, runtime);
  identitySettingsRoutes(app, runtime);
  fileRoutes(app, runtime);
  shareRoutes(app, runtime);
}
