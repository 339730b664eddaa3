import { randomUUID } from "node:crypto";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: scenarios read answers as any other program would, without our types
  body: any;
}

export interface Request {
  /** Sent as JSON, a form as it is. */
  body?: unknown;
  /** Sent as Idempotency-Key; a fresh one each time when `true`. */
  key?: string | true;
}

/** Somebody at a browser: keeps cookies, says what was answered. */
export interface Browser {
  send(method: string, path: string, request?: Request): Promise<Answer>;
  get(path: string): Promise<Answer["body"]>;
  /** POST that must succeed; gives the answer's body. */
  post(path: string, body?: unknown, key?: Request["key"]): Promise<Answer["body"]>;
  /** Brings a picture of one pixel in as a form would; gives the file's id. */
  bringPicture(path: string): Promise<string>;
  /** POST that must be refused with this status and code; gives the params. */
  refused(path: string, body: unknown, status: number, code: string): Promise<Answer["body"]>;
}

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A browser with its own cookies on the server at `url`. */
export function openBrowser(url: string): Browser {
  const cookies = new Map<string, string>();
  const send = async (method: string, path: string, { body, key }: Request = {}): Promise<Answer> => {
    const headers: Record<string, string> = {};
    if (cookies.size > 0) headers.cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (method !== "GET") headers.origin = url;
    if (body !== undefined && !(body instanceof FormData)) headers["content-type"] = "application/json";
    if (key !== undefined) headers["idempotency-key"] = key === true ? randomUUID() : key;
    const sent = body instanceof FormData ? body : JSON.stringify(body);
    const response = await fetch(
      url + path,
      body === undefined ? { method, headers } : { method, headers, body: sent },
    );
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  const succeed = async (method: string, path: string, request: Request = {}) => {
    const answer = await send(method, path, request);
    if (answer.status >= 300) throw new Error(`${method} ${path} → ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    send,
    get: (path) => succeed("GET", path),
    post: (path, body = {}, key) => succeed("POST", path, key === undefined ? { body } : { body, key }),
    bringPicture: async (path) => {
      const form = new FormData();
      form.append("file", new Blob([Buffer.from(pixel, "base64")], { type: "image/png" }), "picture.png");
      return (await succeed("POST", path, { body: form, key: true })).id as string;
    },
    refused: async (path, body, status, code) => {
      const answer = await send("POST", path, { body, key: true });
      if (answer.status !== status || answer.body?.code !== code)
        throw new Error(
          `POST ${path}: ${status} ${code} expected, not ${answer.status} ${JSON.stringify(answer.body)}`,
        );
      return answer.body.params;
    },
  };
}

/** Asks again every 200 ms until `find` gives something. Throws after `seconds`. */
export async function eventually<T>(what: string, find: () => Promise<T | undefined>, seconds = 30): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
