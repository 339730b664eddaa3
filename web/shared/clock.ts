import { safeStorage } from "./safe-storage.ts";
import { createServerClock } from "./server-clock.ts";

/** This browser's idea of server time; every answer that tells `serverTime` teaches it (see api.ts). */
export const serverClock = createServerClock({ storage: safeStorage("localStorage") });
