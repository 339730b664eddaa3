import { transact } from "#kernel/context";
import type { App } from "#kernel/http/http";
import type { Secrets } from "#kernel/secrets/secrets";
import type { TestDatabase } from "#kernel/testing";
import { checkOf } from "#wire/resident-id";
import { aPhone } from "../membership.builders.ts";
import { phoneIndex } from "../sealed-fields.ts";
import { beginDraft, ticketOf } from "./applicant.ts";
import { consentVersion } from "./application.rules.ts";
import { saveDraft, submitApplication } from "./apply.ts";

let serial = 100;
/** An identity number of nobody that reads well. */
export const anIdNumber = (birth = "19880215"): string => {
  const first = `610997${birth}${++serial}`;
  return first + checkOf(first);
};

/** Injected or asked over the network. */
const setCookieOf = (headers: object): string =>
  headers instanceof Headers
    ? (headers.get("set-cookie") ?? "")
    : String((headers as Record<string, unknown>)["set-cookie"] ?? "");

/** Somebody's phone with the applicant's pages open: asks without a sign-in, keeps the ticket. */
export class Applicant {
  cookie = "";
  readonly #app: App;
  readonly phone: string;

  constructor(app: App, phone: string) {
    this.#app = app;
    this.phone = phone;
  }

  async ask(method: "GET" | "POST" | "PATCH", url: string, payload?: object) {
    const headers = { cookie: this.cookie };
    const answer = await this.#app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    const set = /(?:__Host-)?gh_applicant=[^;]*/.exec(setCookieOf(answer.headers))?.[0];
    if (set !== undefined) this.cookie = set;
    return { status: answer.statusCode, body: answer.body === "" ? undefined : answer.json() };
  }

  /** Proves the phone; gives the application that is shown then. */
  async prove(organisationId: string | null = null) {
    const sent = await this.ask("POST", "/api/joining/codes", { phone: this.phone });
    const proof = { phone: this.phone, code: sent.body.demoCode, organisationId };
    return this.ask("POST", "/api/joining/phone", proof);
  }

  /** Fills the form and hands it in. */
  async apply(draft: object) {
    await this.prove();
    const saved = await this.ask("PATCH", "/api/joining/draft", { name: "罗小满", idNumber: anIdNumber(), ...draft });
    if (saved.status !== 200) return saved;
    return this.ask("POST", "/api/joining/submit", { consent: saved.body.consent });
  }
}

/** An application that waits for this union; gives its id. */
export async function aJoining(
  { database, secrets }: { database: TestDatabase; secrets: Secrets },
  { organisation, name }: { organisation: { id: string }; name: string },
): Promise<string> {
  const ctx = database.ctx();
  const phone = aPhone();
  const id = await transact(ctx, (tx) => beginDraft(tx, secrets, { phone, organisationId: organisation.id }));
  const ticket = ticketOf(ctx, secrets, phoneIndex(secrets, phone));
  await saveDraft(ctx, secrets, { ticket, input: { name, idNumber: anIdNumber() } });
  await submitApplication(ctx, secrets, { ticket, consent: consentVersion });
  return id;
}
