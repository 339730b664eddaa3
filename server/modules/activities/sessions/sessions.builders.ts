import { sql } from "kysely";
import { transact } from "#kernel/context";
import { aCinema, aDuty, ask, type Somebody, someMembers, type World } from "../activities.builders.ts";

/** Somebody's ticket as their phone reads it. */
export const ticketOf = async (world: World, somebody: Somebody, claimId: string) =>
  (await ask(world, somebody.cookie, ["GET", `/api/activities/tickets/${claimId}`])).body;

/** What somebody was told, in order: kind, values and the page that it opens. */
export async function told(world: World, { personId }: Somebody): Promise<[string, Record<string, string>, string][]> {
  const { rows } = await transact(world.database.ctx(), (tx) =>
    sql<{ kind: string; params: Record<string, string>; link: string }>`
      select kind, params, link from kernel.inbox_message where person_id = ${personId} order by id`.execute(tx.db),
  );
  return rows.map((row) => [row.kind, row.params, row.link]);
}

/** A cinema of its own with somebody who makes its sessions, and members of its union. */
export async function aHouse(world: World, members: number, given: Parameters<typeof aCinema>[1] = {}) {
  const cinema = await aCinema(world, given);
  const maker = await aDuty(world, cinema.union, "activities.maker");
  return { cinema, maker, people: await someMembers(world, cinema.union, members) };
}

/** Changes of sessions as whoever makes them asks for them: looked at first, then done. */
export const changesBy = (who: () => { world: World; maker: { cookie: string } }) => {
  const post = (path: string, body: object) =>
    ask(who().world, who().maker.cookie, ["POST", `/api/staff/activities/sessions/${path}`], { body });
  return {
    preview: (id: string, change: object) => post(`${id}/changes/preview`, { change }),
    change: (id: string, change: object, touches: number, reason = "设备检修") =>
      post(`${id}/changes`, { change, touches, reason }),
  };
};
