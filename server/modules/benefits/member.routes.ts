import { z } from "zod";
import type { Ctx } from "#kernel/context";
import type { App } from "#kernel/http/http";
import { unauthenticated } from "#kernel/problem";
import { CampaignParams } from "./campaigns/campaign.schemas.ts";
import { getMemberCampaign, listMemberCampaigns } from "./campaigns/member-campaigns.service.ts";
import { getOwnVoucher, listVouchers, type MemberCtx, returnVoucher } from "./vouchers/member-vouchers.service.ts";
import {
  CampaignList,
  CampaignPageForMember,
  Voucher,
  VoucherDetail,
  VoucherList,
  VoucherParams,
  VouchersQuery,
} from "./vouchers/voucher.schemas.ts";

const tags = ["vouchers"];

/** Campaigns and vouchers as a member sees them. */
export function memberRoutes(app: App): void {
  app.get(
    "/api/campaigns",
    { access: "member", schema: { operationId: "listCampaigns", tags, response: { 200: CampaignList } } },
    async (request) => ({ items: await listMemberCampaigns(request.ctx) }),
  );
  app.get(
    "/api/campaigns/:id",
    {
      access: "member",
      schema: { operationId: "getCampaign", tags, params: CampaignParams, response: { 200: CampaignPageForMember } },
    },
    (request) => getMemberCampaign(request.ctx, request.params.id),
  );
  voucherRoutes(app);
}

function voucherRoutes(app: App): void {
  app.get(
    "/api/vouchers",
    {
      access: "member",
      schema: { operationId: "listVouchers", tags, querystring: VouchersQuery, response: { 200: VoucherList } },
    },
    (request) => listVouchers(memberCtx(request.ctx), request.query),
  );
  app.get(
    "/api/vouchers/:claimId",
    {
      access: "member",
      schema: { operationId: "getVoucher", tags, params: VoucherParams, response: { 200: VoucherDetail } },
    },
    (request) => getOwnVoucher(memberCtx(request.ctx), request.params.claimId),
  );
  app.post(
    "/api/vouchers/:claimId/return",
    {
      access: "member",
      schema: {
        operationId: "returnVoucher",
        tags,
        params: VoucherParams,
        body: z.strictObject({}),
        response: { 200: Voucher },
      },
    },
    (request) => returnVoucher(memberCtx(request.ctx), request.params.claimId),
  );
}

function memberCtx(ctx: Ctx): MemberCtx {
  if (ctx.actor.kind !== "member") throw unauthenticated("access.sign_in_needed", { entrance: "member" });
  return { ...ctx, actor: ctx.actor };
}
