import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { looksLikeCode } from "../../../../wire/member-code/index.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem } from "../../../shared/api-problem.ts";
import type { Benefit, Presented, Redemption } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { judgeOffline, type OfflineRefusal } from "../../shared/offline/judge-offline.ts";
import { tillStore, useAccept } from "../../shared/offline/use-offline.ts";
import { tillQuery, todayQuery } from "../../shared/till.queries.ts";
import { playSound } from "./play-sound.ts";

/** A voucher that may be taken, once the amount is known. */
export type Ready =
  | { by: "server"; claimId: string; checkToken: string; title: string; member: string; benefit: Benefit; key: string }
  | {
      by: "till";
      code: string;
      claimId: string;
      useKey: string;
      kindId: string;
      title: string;
      benefit: Benefit;
      presentedAt: string;
    };

export type Step =
  | { at: "ready" }
  | { at: "checking" }
  | { at: "amount"; ready: Ready; error?: unknown }
  | { at: "sending" }
  /** The server may or may not have heard: only asking again with the same key tells. */
  | { at: "unsure"; ready: Ready & { by: "server" }; amountFen: number }
  | { at: "redeemed"; redemption: Redemption }
  | { at: "accepted"; title: string; amountFen: number; offFen: number }
  | { at: "refused"; error: unknown }
  | { at: "refusedOffline"; reason: OfflineRefusal | "number_needs_network" };

/** One redemption from scan to result, with and without network. */
export function useTill() {
  const client = useQueryClient();
  const clerk = useQuery(tillQuery).data?.clerk;
  const accept = useAccept();
  const [step, setStep] = useState<Step>({ at: "ready" });
  const finish = (next: Step) => {
    playSound(soundOf(next));
    setStep(next);
  };

  const present = async (text: string) => {
    setStep({ at: "checking" });
    // What the code says about time is judged by the moment it was shown, however long the network takes to fail.
    const presentedAt = serverClock.now();
    try {
      setStep({ at: "amount", ready: await check(text) });
    } catch (error) {
      if (!isNoNetwork(error)) return finish({ at: "refused", error });
      const verdict = await judgeWithoutNetwork(text, presentedAt);
      if ("reason" in verdict) finish({ at: "refusedOffline", reason: verdict.reason });
      else setStep({ at: "amount", ready: verdict });
    }
  };

  const redeem = async (ready: Ready & { by: "server" }, amountFen: number) => {
    setStep({ at: "sending" });
    try {
      const redemption = await send(ready, amountFen);
      void client.invalidateQueries({ queryKey: todayQuery.queryKey });
      finish({ at: "redeemed", redemption });
    } catch (error) {
      if (error instanceof ApiProblem && error.isTemporary) return setStep({ at: "unsure", ready, amountFen });
      // Below the threshold only the amount is wrong: the clerk corrects it without a new scan.
      if (isBelowThreshold(error)) return setStep({ at: "amount", ready, error });
      finish({ at: "refused", error });
    }
  };

  const acceptOffline = async (ready: Ready & { by: "till" }, amountFen: number, offFen: number) => {
    setStep({ at: "sending" });
    const { code, claimId, useKey, kindId, title, presentedAt } = ready;
    try {
      await accept({
        code,
        claimId,
        useKey,
        kindId,
        title,
        amountFen,
        offFen,
        acceptedAt: presentedAt,
        clerkId: clerk?.id ?? "",
      });
      finish({ at: "accepted", title, amountFen, offFen });
    } catch (error) {
      finish({ at: "refused", error });
    }
  };

  return { step, present, redeem, acceptOffline, again: () => setStep({ at: "ready" }) };
}

const isNoNetwork = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);

const isBelowThreshold = (error: unknown): boolean =>
  error instanceof ApiProblem && error.code === "benefits.below_threshold";

function soundOf({ at }: Step): "done" | "offline" | "refused" {
  if (at === "redeemed") return "done";
  return at === "accepted" ? "offline" : "refused";
}

async function check(text: string): Promise<Ready> {
  const body: Presented = looksLikeCode(text) ? { code: text } : { number: text };
  const { claimId, checkToken, title, member, benefit, ok, problem } = await unwrap(
    api.POST("/api/till/check", { body }),
  );
  if (!ok && problem) throw new ApiProblem({ status: 409, code: problem.code, params: problem.params });
  return { by: "server", claimId, checkToken, title, member, benefit, key: randomUuid() };
}

function send({ claimId, checkToken, key }: Ready & { by: "server" }, amountFen: number): Promise<Redemption> {
  const params = { header: { "idempotency-key": key } };
  return unwrap(api.POST("/api/till/redemptions", { params, body: { claimId, checkToken, amountFen } }));
}

async function judgeWithoutNetwork(
  text: string,
  now: number,
): Promise<Ready | { reason: OfflineRefusal | "number_needs_network" }> {
  if (!looksLikeCode(text)) return { reason: "number_needs_network" };
  const [kit, accepted] = await Promise.all([tillStore.readKit(), tillStore.listAccepted()]);
  const verdict = await judgeOffline({ scanned: text, kit, accepted, now });
  if (!verdict.ok) return { reason: verdict.reason };
  const { kind, claimId, useKey } = verdict;
  const { kindId, title, benefit } = kind;
  return { by: "till", code: text, claimId, useKey, kindId, title, benefit, presentedAt: new Date(now).toISOString() };
}
