import { type ClientRequest, get } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "#kernel/http/http";

export interface Heard {
  event: string;
  data: Record<string, unknown>;
}

/** A browser's EventSource, in so far as tests need it. */
export interface Listener {
  status: number;
  heard: Heard[];
  leave(): void;
}

/** The port of a server of a test, which then also takes connections. */
export async function portOf(app: App): Promise<number> {
  if (!app.server.listening) await app.listen({ host: "127.0.0.1", port: 0 });
  return (app.server.address() as AddressInfo).port;
}

/** Opens a stream of events; gives it once the server has answered. */
export function listenTo(port: number, path: string, cookie?: string): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const heard: Heard[] = [];
    let unread = "";
    const headers = cookie === undefined ? {} : { cookie };
    const request: ClientRequest = get({ host: "127.0.0.1", port, path, headers }, (response) => {
      response.setEncoding("utf8").on("data", (chunk: string) => {
        const blocks = (unread + chunk).split("\n\n");
        unread = blocks.pop() ?? "";
        for (const block of blocks) {
          const [, event, data] = /event: (\S+)\ndata: (.*)/.exec(block) ?? [];
          if (event !== undefined && data !== undefined) heard.push({ event, data: JSON.parse(data) });
        }
      });
      response.on("error", () => undefined); // what `leave` cuts off
      resolve({ status: response.statusCode ?? 0, heard, leave: () => request.destroy() });
    });
    request.on("error", reject);
  });
}

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
