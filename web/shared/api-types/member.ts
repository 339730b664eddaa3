import type { components } from "../../../api/schema.gen.ts";

type Schemas = components["schemas"];

export type Meta = Schemas["Meta"];
export type CodeSent = Schemas["CodeSent"];
export type OwnJoining = Schemas["OwnJoining"];
export type OwnData = Schemas["OwnData"];
export type OwnCopy = Schemas["OwnCopy"];
export type OwnLook = Schemas["OwnLooks"]["items"][number];
export type OwnRegistration = Schemas["OwnRegistration"];
export type OwnTransfer = Schemas["OwnTransfer"];
export type SaveJoiningDraft = Schemas["SaveJoiningDraft"];
export type Me = Schemas["MemberMe"];
export type Kindness = Schemas["Kindness"];
export type OwnServices = Schemas["OwnServices"];
export type InboxItem = Schemas["InboxItem"];
export type Params = Record<string, string | number | boolean | null>;

/** What the signed-in member has to do with a release. */
export type Mine = Schemas["MyPartInRelease"];
export type ReleaseState = Schemas["ReleaseCard"]["state"];
export type ReleaseMode = Schemas["ReleaseCard"]["mode"];
/** A release as a member sees it: their own part is always there, empty at first. */
export type ReleaseCard = Schemas["ReleaseCard"] & { mine: Mine };
export type Release = Schemas["ReleaseDetail"] & { mine: Mine };
export type Claim = Schemas["Claim"];
/** The hall of a release: its seats, who may have them, and the shares that keep some. */
export type SeatsOfRelease = Schemas["SeatsOfRelease"];
/** The published order of a release: everything needed to recompute it. */
export type PublishedOrder = Omit<Schemas["PublishedOrder"], "entries"> & {
  /** Pairs of entry number and weight; the client reads tuples as plain lists. */
  entries: number[][];
};

/** One showing, as members read it: the schema's name is too general here. */
export type ActivitySession = Schemas["Session"];
export type SessionForMember = Schemas["SessionForMember"];
export type Ticket = Schemas["Ticket"];

export type Benefit = Schemas["Benefit"];
export type VoucherKind = Schemas["VoucherKind"];
export type CampaignCard = Schemas["CampaignCard"];
export type CampaignForMember = Schemas["CampaignPageForMember"];
export type Store = Schemas["CampaignStore"];
export type Voucher = Schemas["Voucher"];
export type VoucherPage = Schemas["VoucherDetail"];

export type PublicPlaque = Schemas["PublicPlaque"];
export type GoodsCard = Schemas["GoodsCard"];
export type MemberGoods = Schemas["MemberGoods"];
