import { z } from "zod";
import type { App } from "#kernel/http/http";
import { IdempotencyHeaders, PageQuery } from "#kernel/http/http.schemas";
import type { SessionFinder } from "#kernel/sign-in/actor-finder";
import { listDiscrepancyViews } from "../merchants/discrepancies.service.ts";
import { TillDiscrepancyPage } from "../merchants/merchant.schemas.ts";
import { checkVoucher } from "../vouchers/check-voucher.service.ts";
import type { CodePower } from "../vouchers/present.service.ts";
import { redeemVoucher } from "../vouchers/redeem.service.ts";
import { undoVoucher } from "../vouchers/undo-redemption.service.ts";
import { choosePin, enterClerk, leaveClerk, requestPinCode, type TillPower } from "./clerk-pin.service.ts";
import { getOfflineMarks } from "./offline-marks.service.ts";
import { syncOffline } from "./sync-offline.service.ts";
import * as shapes from "./till.schemas.ts";
import { tillCtx } from "./till-ctx.ts";
import { getTillDay, getTillMe, viewRedemption, viewRedemptionState } from "./till-day.service.ts";

const tags = ["till"];
const Page = PageQuery.extend({ after: z.uuid().optional() });

/** What a paired till does: its clerks, its redemptions, and what it took without network. */
export function tillRoutes(app: App, power: CodePower & TillPower, sessions: Pick<SessionFinder, "forget">): void {
  clerkRoutes(app, power, sessions);
  pinRoutes(app, power);
  app.get(
    "/api/till/me",
    { access: "till", schema: { operationId: "getTillMe", tags, response: { 200: shapes.TillMe } } },
    ({ ctx }) => getTillMe(tillCtx(ctx)),
  );
  app.post(
    "/api/till/check",
    {
      access: "clerk",
      schema: { operationId: "checkVoucher", tags, body: shapes.CheckInput, response: { 200: shapes.Checked } },
    },
    async ({ ctx, body }) => {
      const { validUntil, ...checked } = await checkVoucher(tillCtx(ctx), power, body);
      return { ...checked, validUntil: validUntil?.toISOString() ?? null };
    },
  );
  redemptionRoutes(app, power);
  undoRoutes(app, power);
  offlineRoutes(app, power);
}

function redemptionRoutes(app: App, power: CodePower & TillPower): void {
  app.post(
    "/api/till/redemptions",
    {
      access: "clerk",
      schema: {
        operationId: "redeemVoucher",
        tags,
        headers: IdempotencyHeaders,
        body: shapes.RedeemInput,
        response: { 201: shapes.Redemption },
      },
    },
    async ({ ctx, body, headers }, reply) => {
      const redemption = await redeemVoucher(tillCtx(ctx), power, { ...body, key: headers["idempotency-key"] });
      return reply.code(201).send(viewRedemption(redemption));
    },
  );
  app.get(
    "/api/till/redemptions",
    {
      access: "till",
      schema: {
        operationId: "listRedemptions",
        tags,
        querystring: shapes.RedemptionsQuery,
        response: { 200: shapes.RedemptionDay },
      },
    },
    ({ ctx, query }) => getTillDay(tillCtx(ctx), query.on),
  );
}

function undoRoutes(app: App, power: TillPower): void {
  app.post(
    "/api/till/redemptions/:id/undo",
    {
      access: "clerk",
      schema: {
        operationId: "undoRedemption",
        tags,
        params: shapes.RedemptionParams,
        body: shapes.UndoInput,
        response: { 200: shapes.RedemptionState },
      },
    },
    async ({ ctx, params, body }) =>
      viewRedemptionState(await undoVoucher(tillCtx(ctx), power.secrets, { redemptionId: params.id, ...body })),
  );
}

function offlineRoutes(app: App, power: CodePower): void {
  app.get(
    "/api/till/offline/marks",
    { access: "till", schema: { operationId: "getOfflineMarks", tags, response: { 200: shapes.OfflineMarks } } },
    ({ ctx }) => getOfflineMarks(tillCtx(ctx)),
  );
  app.post(
    "/api/till/offline",
    {
      access: "till",
      bodyLimit: 512 * 1024,
      schema: {
        operationId: "syncOffline",
        tags,
        headers: IdempotencyHeaders,
        body: shapes.OfflineInput,
        response: { 200: shapes.OfflineResults },
      },
    },
    async ({ ctx, body }) => {
      const accepted = body.accepted.map((one) => ({ ...one, acceptedAt: new Date(one.acceptedAt) }));
      return { results: await syncOffline(tillCtx(ctx), power, accepted) };
    },
  );
  app.get(
    "/api/till/discrepancies",
    {
      access: "till",
      schema: {
        operationId: "listTillDiscrepancies",
        tags,
        querystring: Page,
        response: { 200: TillDiscrepancyPage },
      },
    },
    ({ ctx, query }) => listDiscrepancyViews(ctx, query),
  );
}

function clerkRoutes(app: App, power: TillPower, sessions: Pick<SessionFinder, "forget">): void {
  app.post(
    "/api/till/clerk",
    {
      access: "till",
      schema: { operationId: "enterClerk", tags, body: shapes.ClerkInput, response: { 200: shapes.ClerkEntered } },
    },
    async ({ ctx, body }) => {
      const till = tillCtx(ctx);
      const clerk = await enterClerk(till, power, body);
      sessions.forget(till.actor.tillId); // the clerk's next touch comes before the notification does
      return { clerk };
    },
  );
  app.post(
    "/api/till/clerk/leave",
    { access: "till", schema: { operationId: "leaveClerk", tags, response: { 204: z.null() } } },
    async ({ ctx }, reply) => {
      const till = tillCtx(ctx);
      await leaveClerk(till);
      sessions.forget(till.actor.tillId);
      return reply.code(204).send(null);
    },
  );
}

function pinRoutes(app: App, power: TillPower): void {
  app.post(
    "/api/till/clerk/codes",
    {
      access: "till",
      schema: {
        operationId: "requestPinCode",
        tags,
        body: shapes.ClerkIdInput,
        response: { 202: shapes.TillCodeSent },
      },
    },
    async ({ ctx, body, ip }, reply) => {
      const sent = await requestPinCode(tillCtx(ctx), power, { clerkId: body.clerkId, address: ip });
      return reply.code(202).send({ ...sent, expiresAt: sent.expiresAt.toISOString() });
    },
  );
  app.post(
    "/api/till/clerk/pin",
    {
      access: "till",
      schema: { operationId: "choosePin", tags, body: shapes.ChoosePin, response: { 204: z.null() } },
    },
    async ({ ctx, body }, reply) => {
      await choosePin(tillCtx(ctx), power, body);
      return reply.code(204).send(null);
    },
  );
}
