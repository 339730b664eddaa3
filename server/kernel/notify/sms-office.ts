import { sql } from "kysely";
import { type Ctx, transact } from "../context.ts";
import { CircuitBreaker } from "../database/circuit-breaker.ts";
import { open, type Secrets } from "../secrets/secrets.ts";
import type { SmsAdapter, SmsOutcome } from "./sms-http-gateway.ts";

export interface OfficeOptions {
  system: Ctx;
  secrets: Secrets;
  /** The way messages go now; undefined while none is configured. */
  adapter(): Promise<SmsAdapter | undefined>;
  breaker?: CircuitBreaker;
  /** Milliseconds between looks for what is due (2000). */
  every?: number;
}

interface Claimed {
  id: string;
  template: string;
  phoneSealed: Buffer;
  paramsSealed: Buffer;
  onlyOnce: boolean;
  attempts: number;
}

const atOnce = 10;
const maxAttempts = 6;

/**
 * Sends what lies in kernel.sms_message. A message is marked `sending` and committed before the provider hears of it, so
 * a process killed in between leaves no doubt: a one-time password is then given up, anything else is tried again.
 */
export class SmsOffice {
  readonly #options: OfficeOptions;
  readonly #breaker: CircuitBreaker;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #interval: NodeJS.Timeout;
  #round: Promise<void> | undefined;
  #again = false;

  constructor(options: OfficeOptions) {
    this.#options = options;
    this.#breaker = options.breaker ?? new CircuitBreaker();
    this.#interval = setInterval(() => this.look(), options.every ?? 2000);
  }

  /** Looks for due messages soon: the transaction that stores one is about to commit. */
  hurry(): void {
    for (const delay of [10, 60, 300]) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.look();
      }, delay);
      this.#timers.add(timer);
    }
  }

  /** Starts a round unless one is under way, which then is followed by another. */
  look(): void {
    if (this.#round !== undefined) {
      this.#again = true;
      return;
    }
    this.#round = this.#work()
      .catch((error: Error) => this.#options.system.log.warn({ reason: error.message }, "sms.round_failed"))
      .finally(() => {
        this.#round = undefined;
        if (this.#again) {
          this.#again = false;
          this.look();
        }
      });
  }

  /** Starts nothing new and waits for what is being sent (seconds at most). */
  async stop(): Promise<void> {
    clearInterval(this.#interval);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#again = false;
    await this.#round;
  }

  async #work(): Promise<void> {
    await this.#settleStale();
    const room = Math.min(atOnce, this.#breaker.room);
    if (room < 1) return;
    const claimed = await this.#claim(room);
    if (claimed.length === 0) return;
    const adapter = await this.#options.adapter();
    await Promise.all(claimed.map((message) => this.#send(message, adapter)));
    this.#again ||= claimed.length === room;
  }

  /** What expired before it could go, and what a killed process left behind. */
  async #settleStale(): Promise<void> {
    await transact(this.#options.system, async (tx) => {
      await sql`update kernel.sms_message set state = 'given_up', error = 'expired', params_sealed = null,
        ended_at = clock_timestamp() where state = 'queued' and expires_at <= clock_timestamp()`.execute(tx.db);
      await sql`update kernel.sms_message set
          state = case when only_once or attempts >= ${maxAttempts} then 'given_up' else 'queued' end,
          error = 'the sending process ended', lease_until = null,
          params_sealed = case when only_once then null else params_sealed end,
          ended_at = case when only_once or attempts >= ${maxAttempts} then clock_timestamp() end
        where state = 'sending' and lease_until <= clock_timestamp()`.execute(tx.db);
    });
  }

  async #claim(room: number): Promise<Claimed[]> {
    return transact(this.#options.system, async (tx) => {
      const found = await sql<Claimed>`
        update kernel.sms_message set state = 'sending', attempts = attempts + 1,
          lease_until = clock_timestamp() + interval '30 seconds'
        where id in (select id from kernel.sms_message where state = 'queued' and next_attempt_at <= clock_timestamp()
          and (expires_at is null or expires_at > clock_timestamp()) order by next_attempt_at limit ${room}
          for update skip locked)
        returning id, template, phone_sealed, params_sealed, only_once, attempts`.execute(tx.db);
      return found.rows;
    });
  }

  async #send(message: Claimed, adapter: SmsAdapter | undefined): Promise<void> {
    const result = await this.#hand(message, adapter);
    await transact(this.#options.system, (tx) => settle(tx.db, message, adapter, result));
    if (result.outcome !== "sent")
      this.#options.system.log.warn({ sms: message.id, template: message.template, ...result }, "sms.not_sent");
  }

  async #hand(message: Claimed, adapter: SmsAdapter | undefined): Promise<SmsOutcome> {
    if (adapter === undefined) return { outcome: "refused", reason: "no way to send is configured" };
    if (!this.#breaker.tryNow()) return { outcome: "not_sent", reason: "the provider is down" };
    try {
      const phone = open(this.#options.secrets, `sms_message.phone.${message.id}`, message.phoneSealed);
      const params = JSON.parse(open(this.#options.secrets, `sms_message.params.${message.id}`, message.paramsSealed));
      const result = await adapter.send({ phone, params, template: message.template });
      if (result.outcome === "sent" || result.outcome === "refused") this.#breaker.succeeded();
      else this.#breaker.failed();
      return result;
    } catch (error) {
      return { outcome: "refused", reason: (error as Error).message };
    }
  }
}

/** A one-time password that perhaps went out is never sent again; what surely did not go out may be. */
function settle(db: Ctx["db"], message: Claimed, adapter: SmsAdapter | undefined, { outcome, reason }: SmsOutcome) {
  const repeat = outcome === "not_sent" || (outcome === "unknown" && !message.onlyOnce);
  const state =
    outcome === "sent"
      ? "sent"
      : outcome === "refused"
        ? "failed"
        : repeat && message.attempts < maxAttempts
          ? "queued"
          : "given_up";
  // One-time passwords are of use for minutes only: quickly. Anything else: 4 s, 16 s, about 1, 4 and 17 minutes.
  const wait = message.onlyOnce ? 2 : 4 ** message.attempts;
  const forget = message.onlyOnce && state !== "queued" && adapter?.channel !== "demo";
  return sql`update kernel.sms_message set state = ${state}, error = ${reason ?? null}, channel = ${adapter?.channel ?? null},
    lease_until = null, next_attempt_at = clock_timestamp() + make_interval(secs => ${wait}),
    params_sealed = case when ${forget} then null else params_sealed end,
    ended_at = case when ${state !== "queued"} then clock_timestamp() end
    where id = ${message.id} and state = 'sending'`.execute(db);
}
