import { type Document, objectsIn, type Route, routesOf, sampleOf } from "../server/access.samples.ts";
import type { App } from "../server/kernel/http/http.ts";
import { type MemberRelation, mayDo, memberMayDo, type Relation } from "./access.model.ts";
import { needsOf } from "./access.routes.ts";
import { type AccessWorld, canary } from "./access.world.ts";

/** One route asked by one kind of person, and whether the model lets them. */
export interface Cell {
  route: Route;
  who: string;
  may: boolean;
  /** Is shown what is the owner's when it is asked for without naming it. */
  isOwner: boolean;
  cookie: () => Promise<string>;
}

const cityNames = new RegExp(`${canary}(市总|街道)工会`, "g");

interface Told {
  status: number;
  code: string | undefined;
  text: string;
}

/** An app, and what is told by each of its routes to somebody whose rights stand in the way of nothing. */
export interface Asker {
  app: App;
  world: AccessWorld;
  document: Document;
  routes: Route[];
  baseline: Map<string, Promise<Told>>;
}

/** Routes that end the session with which they are asked. */
const endsSession = ({ path }: Route) => /\/(sign-out|leave)$/.test(path);

export function openAsker(app: App, world: AccessWorld): Asker {
  const document = app.swagger() as unknown as Document;
  return { app, world, document, routes: routesOf(document).filter((one) => !endsSession(one)), baseline: new Map() };
}

const idOf = (route: Route) => route.operation.operationId;
export const isOfStaff = ({ access }: Route): boolean => access === "staff" || access.includes(".");

/** What the model says of somebody with one duty. */
export const staffCell = ({ world }: Asker, route: Route, by: { duty: string; relation: Relation }): Cell => ({
  ...{ route, who: `${by.duty}, ${by.relation}`, may: mayDo(needsOf(route), by.duty, by.relation) },
  isOwner: true,
  cookie: () => world.staff(by.duty, by.relation),
});

/** What the model says of a member. */
export const memberCell = ({ world }: Asker, route: Route, relation: MemberRelation): Cell => ({
  ...{ route, who: `member, ${relation}`, isOwner: relation === "self", cookie: async () => world.members[relation] },
  may: memberMayDo(
    objectsIn(route.path, world.city.ids).map(({ kind }) => kind),
    relation,
  ),
});

/** Somebody of another entrance, of another city, or nobody: may do nothing. */
export const strangerCell = (route: Route, who: string, cookie: string): Cell => ({
  ...{ route, who, may: false, isOwner: false, cookie: async () => cookie },
});

async function ask({ app, world, document }: Asker, route: Route, cookie: string): Promise<Told> {
  const sample = sampleOf(document, route, world.city.ids);
  const answer = await app.inject({ ...sample, headers: { ...sample.headers, cookie } });
  const code = answer.body.startsWith("{") ? (answer.json() as { code?: string }).code : undefined;
  // That the city and its street exist, and what they are called, those who work below, above or beside in a link know anyway.
  const text = `${answer.body} ${JSON.stringify(answer.headers)}`.replaceAll(cityNames, "");
  return { status: answer.statusCode, code, text };
}

/** What those are told whom nothing stops: the city's own member, or who holds every duty. */
function baselineOf(asker: Asker, route: Route): Promise<Told> {
  const known = asker.baseline.get(idOf(route));
  const { world } = asker;
  const told = known ?? ask(asker, route, isOfStaff(route) ? world.chief : world.members.self);
  asker.baseline.set(idOf(route), told);
  return told;
}

/** True when the request names a thing of the city, in its address or in what it sends. */
function namesThing({ document, world }: Asker, route: Route): boolean {
  const { url, payload } = sampleOf(document, route, world.city.ids);
  const sent = `${url} ${JSON.stringify(payload ?? {})}`;
  return Object.values(world.city.ids).some((id) => id.length > 20 && sent.includes(id));
}

/** Asks as the model's person; gives what is wrong with the answer, or undefined. */
export async function judge(asker: Asker, cell: Cell): Promise<string | undefined> {
  const { route, who } = cell;
  const told = await ask(asker, route, await cell.cookie());
  const fault = cell.may ? await faultOfDoing(asker, cell, told) : faultOfRefusing(asker, route, told);
  return fault && `${route.method} ${route.path} (${idOf(route)}) by ${who}: ${fault}`;
}

async function faultOfDoing(asker: Asker, { route, isOwner }: Cell, told: Told): Promise<string | undefined> {
  const free = await baselineOf(asker, route);
  if (told.status >= 500 && free.status !== told.status) return `breaks with ${told.status}`;
  // What nobody may do as the thing stands now (it is not paused, it is over) says nothing of rights.
  if (free.code === "access.forbidden") return undefined;
  if (told.status === 401 || told.code === "access.forbidden") return `is refused (${told.code}), and may`;
  if (told.status === 404 && free.status !== 404) return `finds nothing (${told.code}), and may`;
  if (!isOwner && !namesThing(asker, route)) return undefined;
  const isShown = route.method !== "GET" || !free.text.includes(canary) || told.text.includes(canary);
  return isShown ? undefined : "is shown nothing, and may";
}

/**
 * Alike for things of others and for those that do not exist, and of no effect: reminders that nobody has set; codes, which are of whoever
 * asks (the till looks whose the thing is); what was done without network, which is answered line by line.
 */
const alikeForAll = [
  "doNotRemindMe",
  "forgetTicketReminder",
  "makeCode",
  "issueShortNumber",
  "syncDoor",
  "syncOffline",
];
/** Asks for the file before it looks at the place. */
const fileFirst = ["uploadImport", "uploadFile"];
/** Looks whether what is offered is whole before it looks for the shop. */
const wholeFirst = ["offerGoods"];

function faultOfRefusing(asker: Asker, route: Route, told: Told): string | undefined {
  if (told.text.includes(canary)) return `is told of the city (${told.status})`;
  if (told.status >= 500) return `breaks with ${told.status}`;
  // A list of what somebody may see, and nothing of the city in it.
  if (route.method === "GET" && told.status === 200) return undefined;
  if (!namesThing(asker, route) || alikeForAll.includes(idOf(route))) return undefined;
  if (fileFirst.includes(idOf(route)) && told.status === 400) return undefined;
  if (wholeFirst.includes(idOf(route)) && told.status === 422) return undefined;
  return [401, 403, 404].includes(told.status) ? undefined : `is not refused (${told.status} ${told.code ?? ""})`;
}
