import type { ClaimState, QuotaState } from "./stock.types.ts";

export interface ModelClaim {
  person: number;
  state: ClaimState;
  key?: string | undefined;
  number?: number | undefined;
}

type ClaimAct = "return" | "redeem" | "undo" | "void" | "reissue" | "lapse" | "confirm" | "decline";

/** What a person may ask of a quota; `claim` means the claim made at that position, whoever made it. */
export type Command =
  | { do: "claim"; person: number; key: number }
  | { do: "hold" | "wait" | "leave"; person: number }
  | { do: ClaimAct; claim: number }
  | { do: "topUp"; units: number }
  | { do: "pause" | "resume" | "close" };

/** The rules of one first-come quota with one cap, in the plainest form; answers what the engine must answer. */
export class Model {
  capacity: number;
  readonly max: number;
  state: QuotaState = "open";
  next = 1;
  claims: ModelClaim[] = [];

  constructor(capacity: number, max: number) {
    this.capacity = capacity;
    this.max = max;
  }

  count(...states: ClaimState[]): number {
    return this.claims.filter((claim) => states.includes(claim.state)).length;
  }
  get taken(): number {
    return this.count("active", "redeemed", "lapsed");
  }
  get held(): number {
    return this.count("held");
  }
  get left(): number {
    return this.capacity - this.taken - this.held;
  }
  used(person: number): number {
    const counted: ClaimState[] = ["held", "active", "redeemed", "lapsed"];
    return this.claims.filter((claim) => claim.person === person && counted.includes(claim.state)).length;
  }
  pending(person: number): ModelClaim | undefined {
    return this.claims.find(
      (claim) => claim.person === person && (claim.state === "waiting" || claim.state === "held"),
    );
  }

  obey(command: Command): string {
    switch (command.do) {
      case "claim":
        return this.#claim(command.person, `${command.person}/${command.key}`);
      case "hold":
        return this.#hold(command.person);
      case "wait":
        return this.#wait(command.person);
      case "leave":
        return this.#leave(this.pending(command.person));
      case "topUp":
        if (this.state === "closed") return "stock.quota_closed";
        this.capacity += command.units;
        return this.#offer();
      case "pause":
      case "resume":
        if (this.state === "closed") return "stock.quota_closed";
        this.state = command.do === "pause" ? "paused" : "open";
        return this.#offer();
      case "close":
        this.state = "closed";
        for (const claim of this.claims) if (claim.state === "waiting") claim.state = "expired";
        return "done";
      default:
        return this.#onClaim(command.do, this.claims[command.claim]);
    }
  }

  #claim(person: number, key: string): string {
    if (this.claims.some((claim) => claim.key === key)) return "replay";
    if (this.state !== "open") return this.state;
    if (this.left <= 0) return "sold_out";
    if (this.used(person) >= this.max) return "capped";
    this.claims.push({ person, state: "active", key, number: this.next++ });
    return "granted";
  }

  #hold(person: number): string {
    if (this.state !== "open") return "stock.quota_closed";
    if (this.pending(person) !== undefined) return "stock.claim_not_active";
    if (this.left <= 0) return "stock.sold_out";
    if (this.used(person) >= this.max) return "stock.cap_reached";
    this.claims.push({ person, state: "held" });
    return "done";
  }

  #wait(person: number): string {
    if (this.state === "closed") return "stock.quota_closed";
    if (this.pending(person) !== undefined) return "done";
    if (this.left > 0) return "stock.not_sold_out";
    if (this.used(person) >= this.max) return "stock.cap_reached";
    this.claims.push({ person, state: "waiting" });
    return "done";
  }

  #leave(claim: ModelClaim | undefined): string {
    if (claim !== undefined) claim.state = "expired";
    return this.#offer();
  }

  #onClaim(act: ClaimAct, claim: ModelClaim | undefined): string {
    if (claim === undefined) return "nothing";
    if (act === "decline") return claim.state === "held" ? this.#leave(claim) : "done";
    if (act === "lapse") {
      if (claim.state === "active") claim.state = "lapsed";
      return "done";
    }
    const [from, to] = (
      {
        return: ["active", "returned"],
        redeem: ["active", "redeemed"],
        undo: ["redeemed", "active"],
        void: ["redeemed", "lapsed"],
        reissue: ["redeemed", "active"],
        confirm: ["held", "active"],
      } as const
    )[act];
    if (claim.state !== from) return "stock.claim_not_active";
    claim.state = to;
    if (act === "confirm") claim.number = this.next++;
    return act === "return" ? this.#offer() : "done";
  }

  #offer(): string {
    for (const claim of this.claims) {
      if (this.state !== "open" || this.left <= 0) break;
      if (claim.state === "waiting") claim.state = this.used(claim.person) < this.max ? "held" : "expired";
    }
    return "done";
  }
}
