import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../../shared/api.ts";
import type { Voucher, VoucherPage } from "../../../shared/api-types/index.ts";
import { hasTexts, keep, kept } from "../../session/kept.ts";

export const voucherLists = ["usable", "used", "ended"] as const;
export type VoucherList = (typeof voucherLists)[number];

const isVoucher = hasTexts<Voucher>("claimId", "title", "state", "validUntil");
const isPage = (value: unknown): value is VoucherPage =>
  isVoucher(value) && Array.isArray((value as Partial<VoucherPage>).stores);
const isList = (value: unknown): value is Voucher[] => Array.isArray(value) && value.every(isVoucher);

/** The member's vouchers of one kind of state. What was seen is kept and shown at once, also without network. */
export const vouchersQuery = (state: VoucherList) =>
  queryOptions({
    queryKey: ["vouchers", "list", state],
    queryFn: async ({ signal }) => {
      const { items } = await unwrap(api.GET("/api/vouchers", { params: { query: { state } }, signal }));
      keep(`vouchers.${state}`, items);
      return items;
    },
    initialData: () => kept(`vouchers.${state}`, isList),
    initialDataUpdatedAt: 0,
  });

/** One voucher with its stores and history; kept like the lists. */
export const voucherQuery = (claimId: string) =>
  queryOptions({
    queryKey: ["vouchers", claimId],
    queryFn: async ({ signal }) => {
      const voucher = await unwrap(api.GET("/api/vouchers/{claimId}", { params: { path: { claimId } }, signal }));
      keep(`voucher.${claimId}`, voucher);
      return voucher;
    },
    initialData: () => kept(`voucher.${claimId}`, isPage),
    initialDataUpdatedAt: 0,
  });
