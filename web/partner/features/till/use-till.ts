import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { looksLikeCode } from "../../../../wire/member-code/index.ts";
import { api, unwrap } from "../../../shared/api.ts";
import { ApiProblem, noAnswer } from "../../../shared/api-problem.ts";
import type { Benefit, Presented, Redemption } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { playSound } from "../../../shared/play-sound.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import { judgeOffline, type OfflineRefusal } from "../../shared/offline/judge-offline.ts";
import { tillStore, useAccept } from "../../shared/offline/use-offline.ts";
import { tillQuery, todayQuery } from "../../shared/till.queries.ts";
import { keepUnsure, readUnsure } from "./kept-unsure.ts";

/** A voucher that may be taken, once the amount is known. */
export type Ready =
  | {
      by: "server";
      claimId: string;
      checkToken: string;
      title: string;
      member: string;
      benefit: Benefit;
      kindId: string;
      /** An old article is written down with it. */
      tradeIn: boolean;
      key: string;
    }
  | {
      by: "till";
      code: string;
      claimId: string;
      useKey: string;
      receiptAsked: Redemption["receiptAsked"];
      kindId: string;
      title: string;
      benefit: Benefit;
      presentedAt: string;
    };

/** What goes with the amount: the old article of a trade-in voucher, and goods of the promotion. */
export interface Bill {
  amountFen: number;
  oldArticle?: { kind: string; number: string };
  goods?: { goodsId: string; quantity: number }[];
}

export type Step =
  | { at: "ready" }
  | { at: "checking" }
  /** With what was on the bill when it was refused. */
  | { at: "amount"; ready: Ready; bill?: Bill; error?: unknown }
  | { at: "sending" }
  /** The server may or may not have heard: only asking again with the same key tells. */
  | { at: "unsure"; ready: Ready & { by: "server" }; bill: Bill }
  | { at: "redeemed"; redemption: Redemption }
  | {
      at: "accepted";
      title: string;
      amountFen: number;
      offFen: number;
      localId: string;
      receiptAsked: Redemption["receiptAsked"];
    }
  | { at: "refused"; error: unknown }
  | { at: "refusedOffline"; reason: OfflineRefusal | "number_needs_network" | "not_kept" };

/** One redemption from scan to result, with and without network. */
export function useTill() {
  const client = useQueryClient();
  const till = useQuery(tillQuery).data;
  const accept = useAccept();
  const [step, setStep] = useState<Step>(firstStep);
  const refresh = () => void client.invalidateQueries({ queryKey: tillQuery.queryKey, exact: true });
  // While the answer is not known, a reload or an empty battery must not make the till forget the question.
  useEffect(() => {
    if (step.at === "redeemed" || step.at === "refused") keepUnsure(undefined);
  }, [step.at]);
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
      refresh();
      const verdict = await judgeWithoutNetwork(text, till?.till.id, presentedAt);
      if ("reason" in verdict) finish({ at: "refusedOffline", reason: verdict.reason });
      else setStep({ at: "amount", ready: verdict });
    }
  };

  const redeem = async (ready: Ready & { by: "server" }, bill: Bill) => {
    setStep({ at: "sending" });
    keepUnsure({ ready, bill });
    try {
      const redemption = await send(ready, bill);
      void client.invalidateQueries({ queryKey: todayQuery.queryKey });
      finish({ at: "redeemed", redemption });
    } catch (error) {
      if (error instanceof ApiProblem && error.isTemporary) return setStep({ at: "unsure", ready, bill });
      // Only what was typed is wrong: the clerk corrects it without a new scan.
      if (isCorrigible(error)) {
        keepUnsure(undefined);
        return setStep({ at: "amount", ready, bill, error });
      }
      finish({ at: "refused", error });
    }
  };

  const acceptOffline = async (ready: Ready & { by: "till" }, amountFen: number, offFen: number) => {
    setStep({ at: "sending" });
    const { code, claimId, useKey, kindId, title, presentedAt } = ready;
    if (!till?.clerk) return refresh();
    const taken = { amountFen, offFen, acceptedAt: presentedAt, clerkId: till.clerk.id };
    try {
      const localId = await accept({ code, claimId, useKey, kindId, title, ...taken });
      finish({ at: "accepted", title, amountFen, offFen, localId, receiptAsked: ready.receiptAsked });
    } catch {
      // A full or broken disk: what is not written down must not be given away.
      finish({ at: "refusedOffline", reason: "not_kept" });
    }
  };

  const again = () => {
    // The server does not know this till or its clerk any more: the frame shows what to do.
    if (isSignedOut(step)) refresh();
    keepUnsure(undefined);
    setStep({ at: "ready" });
  };
  return { step, present, redeem, acceptOffline, again };
}

function firstStep(): Step {
  const kept = readUnsure();
  return kept ? { at: "unsure", ...kept } : { at: "ready" };
}

/** The server asks for the till's or the clerk's sign-in before anything else. */
export const isSignedOut = (step: Step): boolean =>
  step.at === "refused" && step.error instanceof ApiProblem && step.error.status === 401;

const isNoNetwork = (error: unknown): boolean =>
  error instanceof ApiProblem &&
  (error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504);

const corrigible = ["below_threshold", "old_article_missing", "old_article_used", "goods_not_offered"];
const isCorrigible = (error: unknown): boolean =>
  error instanceof ApiProblem && corrigible.some((code) => error.code === `benefits.${code}`);

function soundOf({ at }: Step): "done" | "offline" | "refused" {
  if (at === "redeemed") return "done";
  return at === "accepted" ? "offline" : "refused";
}

/** A customer waits: after this long (ms) the till decides by itself. Looking changes nothing, so it may be given up. */
const patience = 6_000;

/** Eight digits, perhaps a few more or less by mistake; the barcode of a product is none. */
const looksLikeNumber = (text: string): boolean => /^[\d\s-]{1,12}$/.test(text.normalize("NFKC"));

async function check(text: string): Promise<Ready> {
  if (!looksLikeCode(text) && !looksLikeNumber(text))
    throw new ApiProblem({ status: 422, code: "codes.malformed", params: {} });
  const body: Presented = looksLikeCode(text) ? { code: text } : { number: text };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  const asked = unwrap(api.POST("/api/till/check", { body, signal: late.signal }));
  const { claimId, checkToken, title, member, benefit, kindId, tradeIn, ok, problem } = await asked
    .catch((error: unknown) => {
      throw late.signal.aborted ? noAnswer("network.timeout") : error;
    })
    .finally(() => clearTimeout(timer));
  if (!ok && problem) throw new ApiProblem({ status: 409, code: problem.code, params: problem.params });
  return { by: "server", claimId, checkToken, title, member, benefit, kindId, tradeIn, key: randomUuid() };
}

function send({ claimId, checkToken, key }: Ready & { by: "server" }, bill: Bill): Promise<Redemption> {
  const params = { header: { "idempotency-key": key } };
  return unwrap(api.POST("/api/till/redemptions", { params, body: { claimId, checkToken, ...bill } }));
}

async function judgeWithoutNetwork(
  text: string,
  tillId: string | undefined,
  now: number,
): Promise<Ready | { reason: OfflineRefusal | "number_needs_network" }> {
  if (!looksLikeCode(text)) return { reason: "number_needs_network" };
  const [kit, accepted] = await Promise.all([tillStore.readKit(), tillStore.listAccepted()]);
  const verdict = await judgeOffline({ scanned: text, tillId, kit, accepted, now });
  if (!verdict.ok) return { reason: verdict.reason };
  const { kind, claimId, useKey } = verdict;
  const { kindId, title, benefit, receiptAsked = "none" } = kind;
  const presentedAt = new Date(now).toISOString();
  return { by: "till", code: text, claimId, useKey, kindId, title, benefit, receiptAsked, presentedAt };
}
