import createClient from "openapi-fetch";
import { ApiProblem, noAnswer, problemFrom } from "./api-problem.ts";
import type { paths } from "./api-types/index.ts";
import { serverClock } from "./clock.ts";
import { isInFrame } from "./in-frame.ts";
import { space } from "./space.ts";

// Longer than the server ever takes to refuse; a phone in a lift must not wait for ever.
const patience = 15_000;
// An answer that has begun may be a long list on a thin line, but must end too.
const patienceForBody = 60_000;

const trips = new WeakMap<Response, { sentAt: number; receivedAt: number }>();

async function send(request: Request): Promise<Response> {
  const timeout = new AbortController();
  const giveUp = () => timeout.abort();
  const timer = setTimeout(giveUp, patience);
  request.signal.addEventListener("abort", giveUp);
  const sentAt = Date.now();
  try {
    const response = await fetch(request, { signal: timeout.signal });
    trips.set(response, { sentAt, receivedAt: Date.now() });
    setTimeout(giveUp, patienceForBody); // does nothing to an answer that is there by then
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw noAnswer(timeout.signal.aborted ? "network.timeout" : "network.offline");
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", giveUp);
  }
}

const headers = { accept: "application/json", ...(isInFrame ? { "gonghui-frame": "1" } : {}) };

/** The server, typed by its OpenAPI document. Use it inside `unwrap`. */
export const api = createClient<paths>({ baseUrl: space, fetch: send, headers });

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer. Throws an `ApiProblem` when the server refused or did not answer. */
export async function unwrap<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await call.catch((reason: unknown) => {
    throw noWholeAnswer(reason) ?? reason;
  });
  if (!response.ok) throw problemFrom(response, error);
  learnTime(response, data);
  return data as Data; // openapi-fetch leaves data undefined only for answers without a body.
}

/** Half an answer is as good as none: the line broke while it was read, or it never ended. */
function noWholeAnswer(reason: unknown): ApiProblem | undefined {
  if (reason instanceof SyntaxError || reason instanceof TypeError) return noAnswer("network.offline");
  // Also of a question that nobody asks any more; then nobody hears this either.
  return reason instanceof DOMException && reason.name === "AbortError" ? noAnswer("network.timeout") : undefined;
}

function learnTime(response: Response, data: unknown): void {
  const trip = trips.get(response);
  if (trip === undefined || typeof data !== "object" || data === null || !("serverTime" in data)) return;
  const serverTime = Date.parse(String(data.serverTime));
  if (Number.isFinite(serverTime)) serverClock.observe({ ...trip, serverTime });
}

/** Whether a failed read is worth another try: for `retry` of Query. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ApiProblem && error.isTemporary && error.status !== 429;
}
