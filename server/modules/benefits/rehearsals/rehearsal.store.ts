import { sql } from "kysely";
import type { Db } from "#kernel/database/db";

export interface RehearsalRow {
  id: string;
  campaignId: string;
  node: string;
  playRoot: string;
  playCampaignId: string;
  playStoreId: string;
  startedBy: string;
  startedByName: string;
  startedAt: Date;
  opensAt: Date;
  endsBy: Date;
  endedAt: Date | null;
  endedByName: string | null;
  phones: number;
  entered: number | null;
  won: number | null;
  redeemed: number | null;
}

const columns =
  sql.raw(`id, campaign_id, node::text as node, play_root::text as play_root, play_campaign_id, play_store_id,
  started_by, started_by_name, started_at, opens_at, ends_by, ended_at, ended_by_name, phones, entered, won, redeemed`);

export type NewRow = Omit<RehearsalRow, "startedAt" | "endedAt" | "endedByName" | "entered" | "won" | "redeemed">;

export const insertRehearsal = (db: Db, r: NewRow) =>
  sql`insert into benefits.rehearsal (id, campaign_id, node, play_root, play_campaign_id, play_store_id, started_by,
      started_by_name, opens_at, ends_by, phones)
    values (${r.id}, ${r.campaignId}, ${r.node}::ltree, ${r.playRoot}::ltree, ${r.playCampaignId}, ${r.playStoreId},
      ${r.startedBy}, ${r.startedByName}, ${r.opensAt}, ${r.endsBy}, ${r.phones})`.execute(db);

export async function findRehearsal(db: Db, id: string): Promise<RehearsalRow | undefined> {
  const { rows } = await sql<RehearsalRow>`select ${columns} from benefits.rehearsal where id = ${id}`.execute(db);
  return rows[0];
}

export async function lockRehearsal(db: Db, id: string): Promise<RehearsalRow | undefined> {
  const { rows } = await sql<RehearsalRow>`
    select ${columns} from benefits.rehearsal where id = ${id} for update`.execute(db);
  return rows[0];
}

/** The latest of a campaign first. */
export async function listRehearsals(db: Db, campaignId: string): Promise<RehearsalRow[]> {
  const { rows } = await sql<RehearsalRow>`select ${columns} from benefits.rehearsal
    where campaign_id = ${campaignId} order by started_at desc, id desc limit 100`.execute(db);
  return rows;
}

export async function isRunning(db: Db, campaignId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from benefits.rehearsal
    where campaign_id = ${campaignId} and ended_at is null`.execute(db);
  return rows.length > 0;
}

/** Rehearsals whose time is over and that nobody has ended. */
export async function listDue(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from benefits.rehearsal
    where ended_at is null and ends_by <= clock_timestamp() order by ends_by limit 100`.execute(db);
  return rows.map((row) => row.id);
}

export interface Figures {
  entered: number;
  won: number;
  redeemed: number;
}

export const markEnded = (db: Db, id: string, { by, ...figures }: Figures & { by: string | null }) =>
  sql`update benefits.rehearsal set ended_at = clock_timestamp(), ended_by_name = ${by}, entered = ${figures.entered},
      won = ${figures.won}, redeemed = ${figures.redeemed}
    where id = ${id}`.execute(db);

/** How many persons took part in a campaign, got something, and used it: an undo is part of what is rehearsed. */
export async function figuresOf(db: Db, campaignId: string): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with quota as (select q.id from benefits.round_release rr join benefits.round r on r.id = rr.round_id
        join stock.quota q on rr.release_id in (q.id, q.parent_id) where r.campaign_id = ${campaignId}),
      had as (select person_id from stock.claim where quota_id in (select id from quota) and state <> 'waiting'),
      tried as (select person_id from stock.entry where quota_id in (select id from quota)
        union select person_id from stock.refusal where quota_id in (select id from quota) union select person_id from had)
    select (select count(*)::int from tried) as entered, (select count(distinct person_id)::int from had) as won,
      (select count(distinct person_id)::int from benefits.redemption
        where campaign_id = ${campaignId}) as redeemed`.execute(db);
  return rows[0] ?? { entered: 0, won: 0, redeemed: 0 };
}

export interface PhoneRow {
  rehearsalId: string;
  number: number;
  node: string;
  personId: string;
  renewals: number;
  linkUntil: Date;
  takenAt: Date | null;
}

const phoneColumns = sql.raw("rehearsal_id, number, node::text as node, person_id, renewals, link_until, taken_at");

export const insertPhone = (db: Db, phone: Omit<PhoneRow, "renewals" | "takenAt"> & { linkHash: Buffer }) =>
  sql`insert into benefits.rehearsal_phone (rehearsal_id, number, node, person_id, link_hash, link_until)
    values (${phone.rehearsalId}, ${phone.number}, ${phone.node}::ltree, ${phone.personId}, ${phone.linkHash},
      ${phone.linkUntil})`.execute(db);

export async function listPhones(db: Db, rehearsalId: string): Promise<PhoneRow[]> {
  const { rows } = await sql<PhoneRow>`select ${phoneColumns} from benefits.rehearsal_phone
    where rehearsal_id = ${rehearsalId} order by number`.execute(db);
  return rows;
}

export async function lockPhone(db: Db, rehearsalId: string, number: number): Promise<PhoneRow | undefined> {
  const { rows } = await sql<PhoneRow>`select ${phoneColumns} from benefits.rehearsal_phone
    where rehearsal_id = ${rehearsalId} and number = ${number} for update`.execute(db);
  return rows[0];
}

/** Uses a link up; undefined when it is none, was used, has grown old, or its rehearsal is over. */
export async function takeLink(db: Db, linkHash: Buffer): Promise<PhoneRow | undefined> {
  const { rows } = await sql<PhoneRow>`update benefits.rehearsal_phone set taken_at = clock_timestamp()
    where link_hash = ${linkHash} and taken_at is null and link_until > clock_timestamp()
      and exists (select from benefits.rehearsal r where r.id = rehearsal_id and r.ended_at is null)
    returning ${phoneColumns}`.execute(db);
  return rows[0];
}

export const renewLink = (
  db: Db,
  phone: Pick<PhoneRow, "rehearsalId" | "number" | "renewals" | "linkUntil">,
  linkHash: Buffer,
) =>
  sql`update benefits.rehearsal_phone set renewals = ${phone.renewals}, link_hash = ${linkHash},
      link_until = ${phone.linkUntil}, taken_at = null
    where rehearsal_id = ${phone.rehearsalId} and number = ${phone.number}`.execute(db);

export const removePhones = (db: Db, rehearsalId: string) =>
  sql`delete from benefits.rehearsal_phone where rehearsal_id = ${rehearsalId}`.execute(db);

/** In a play tree whoever plays the campaign allows it alone: no money of the union opens. Elsewhere this does nothing. */
export const allowPlay = (db: Db, campaignId: string, by: { id: string; name: string }) =>
  sql`update benefits.campaign c set state = 'approved', checked_by = ${by.id}, checked_by_name = ${by.name},
      checked_at = clock_timestamp(), updated_at = clock_timestamp()
    from kernel.node n where c.id = ${campaignId} and n.path = c.node and n.play`.execute(db);

/** Who works at the play till. */
export async function listPlayClerks(db: Db, storeId: string): Promise<{ name: string; manager: boolean }[]> {
  const { rows } = await sql<{ name: string; manager: boolean }>`select c.name, c.manager from benefits.clerk c
    join benefits.store s on s.merchant_id = c.merchant_id where s.id = ${storeId} order by c.id`.execute(db);
  return rows;
}

/** Closes the merchants of a play tree: their tills are none any more. */
export const suspendMerchants = (db: Db, root: string) =>
  sql`update benefits.merchant set state = 'suspended' where node <@ ${root}::ltree`.execute(db);

/** Ends what staff held in a play tree; gives whose it was. */
export async function endGrantsBelow(db: Db, root: string): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`update kernel.duty_grant set revoked_at = clock_timestamp()
    where node <@ ${root}::ltree and revoked_at is null returning account_id`.execute(db);
  return rows.map((row) => row.accountId);
}
