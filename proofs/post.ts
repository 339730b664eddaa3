import { Agent, request } from "node:http";

export interface Answer {
  status: number;
  body: string;
}

export interface PostOptions {
  cookie: string;
  key?: string;
  body?: unknown;
  /** Milliseconds until the caller gives up. */
  timeout?: number;
  agent?: Agent;
}

/** Connections that are kept open; a proof makes its own and destroys it. */
export const openAgent = (maxSockets = 512): Agent => new Agent({ keepAlive: true, maxSockets });

/** One POST to a process on this machine. Throws when there was no answer: then nobody knows whether it was done. */
export function post(
  port: number,
  path: string,
  { cookie, key, body = {}, timeout = 3000, agent }: PostOptions,
): Promise<Answer> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method: "POST",
        timeout,
        ...(agent === undefined ? {} : { agent }),
        headers: {
          cookie,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...(key === undefined ? {} : { "idempotency-key": key }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        answer.on("error", reject);
        answer.on("aborted", () => reject(new Error("the answer broke off")));
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.on("error", reject);
    sent.end(text);
  });
}

/** One GET as JSON; throws for any answer but 200. */
export async function getJson<T>(port: number, path: string, cookie: string): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** The `code` of a problem document; empty for anything else. */
export function codeOf(answer: Answer): string {
  try {
    return String((JSON.parse(answer.body) as { code?: unknown }).code ?? "");
  } catch {
    return "";
  }
}
