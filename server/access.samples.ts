/** Requests that fit the OpenAPI document, made from it, so that a new route is asked without anybody writing it down. */

export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  minItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: JsonSchema;
}

export interface Operation {
  operationId: string;
  "x-access": string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Route {
  method: Method;
  path: string;
  operation: Operation;
  access: string;
}

export const routesOf = (document: Document): Route[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ path, operation, method: method.toUpperCase() as Method },
      access: operation["x-access"],
    })),
  );

// `{id}` means what its collection holds.
const collections: Record<string, string> = {
  ...{ inbox: "inboxMessage", campaigns: "campaign", merchants: "merchant", clerks: "clerk", stores: "store" },
  ...{ tills: "till", redemptions: "redemption", shifts: "shift", files: "file", discrepancies: "discrepancy" },
  ...{ plaques: "plaqueNumber", places: "place", halls: "hall", "seat-maps": "seatMap", "hall-bookings": "booking" },
  ...{ waiting: "change", showings: "session", unions: "organisation", imports: "import" },
};

// Claims of another kind than vouchers.
const elsewhere: Record<string, string> = {
  ...{ "tickets/claimId": "ticket", "absences/claimId": "ticket", "entries/claimId": "ticket" },
  "activities/releases/releaseId": "seatRelease",
  "charters/sessionId": "charter",
  "years/year": "year",
  "lines/row": "importRow",
  "phones/phone": "playPhone",
};

const kindOfName = (name: string): string | undefined =>
  name === "parentId" || name === "parent" ? "organisation" : /^(\w+)Ids?$/.exec(name)?.[1];

/** The kind of object that each `{…}` of an address stands for. Throws for one that nobody has told the test. */
export function objectsIn(path: string, known: Record<string, string>): { placeholder: string; kind: string }[] {
  return [...path.matchAll(/(?:\/(\w+))?\/([\w-]+)\/\{(\w+)\}/g)].map(([, room, collection = "", name = ""]) => {
    const here = `${collection}/${name}`;
    const kind =
      elsewhere[`${room}/${here}`] ??
      elsewhere[here] ??
      (["id", "number"].includes(name) ? collections[collection] : kindOfName(name));
    if (kind === undefined || known[kind] === undefined)
      throw new Error(`${path}: tell access.builders.ts how to make what {${name}} stands for`);
    return { placeholder: `{${name}}`, kind };
  });
}

// Where a rule that the document cannot say decides whether a body fits.
const aSessionInput = (ids: Record<string, string>) => ({
  ...{ startsAt: "2026-12-01T10:30:00Z", endsAt: "2026-12-01T12:30:00Z", opensAt: "2026-11-30T04:00:00Z" },
  ...{ filmId: ids.film, hallId: ids.hall, charterOf: null },
});
const aSeriesInput = (ids: Record<string, string>) => ({
  ...{ title: "x", hallId: ids.hall, roundRule: "FREQ=WEEKLY;BYDAY=MO", roundTime: "12:00" },
  slots: [{ rule: "FREQ=WEEKLY;BYDAY=WE", time: "18:30", minutes: 120 }],
});
const aProvider = () => ({
  ...{ enabled: false, name: "x", issuer: "https://id.example", clientId: "x", secret: "0123456789", trusted: false },
});
const wholeBodies: Record<string, (ids: Record<string, string>) => object> = {
  decideWaiting: () => ({ type: "campaign_change", revision: 1, step: "approved", verdict: "refused", note: "x" }),
  openSeries: (ids) => ({ organisationId: ids.organisation, ...aSeriesInput(ids) }),
  changeSeries: aSeriesInput,
  planSession: aSessionInput,
  replanSession: (ids) => ({ ...aSessionInput(ids), edition: 1 }),
  enterSession: (ids) => ({ claimId: ids.ticket }),
  checkVoucher: () => ({ number: "00000000" }),
  redeemVoucher: () => ({ number: "00000000", amountFen: 20_000 }),
  changeSmsSettings: () => ({ url: "http://127.0.0.1:1/", signName: "x", templates: {}, secret: "0123456789abcdef" }),
  ...{ changeStaffProvider: aProvider, changeMemberProvider: aProvider },
  askBankAccount: () => ({
    ...{ bankName: "bank", holder: "holder", account: "620000445566", fromOn: "2099-01-01", reason: "moved" },
  }),
  makeCode: (ids) => ({ purpose: "redeem", claimId: ids.claim }),
  issueShortNumber: (ids) => ({ purpose: "redeem", claimId: ids.claim }),
  proposeNotice: () => ({
    ...{ releaseId: null, title: "x", startsOn: "2026-12-01", endsOn: "2026-12-02", contactName: "x" },
    contactLine: "12345",
  }),
  changeIdentitySettings: () => ({ verifier: "none" }),
  changeRegisterSettings: () => ({ secondPerson: false }),
  linkOrganisation: (ids) => ({ kind: "pairing", toId: ids.organisation }),
  endOrganisationLink: () => ({ on: "2099-01-01", reason: "xx" }),
  moveOrganisation: (ids) => ({ parentId: ids.organisation, from: "2099-01-01", reason: "xx" }),
  mergeOrganisation: (ids) => ({ intoId: ids.organisation, reason: "xx" }),
  // That a union exists, and its name, is known to whoever wants to join one; this one does not.
  askTransfer: () => ({ organisationId: crypto.randomUUID(), reason: "xx" }),
  openRegistration: (ids) => ({
    ...{ organisationId: ids.organisation, year: 2099, opensOn: "2099-01-01", closesOn: "2099-03-01", remindOn: null },
  }),
  changeRegistration: () => ({ closesOn: "2099-03-01", remindOn: null }),
  confirmRegistration: () => ({ year: new Date().getFullYear(), said: "employed" }),
  actOnRegistration: (ids) => ({
    ...{ organisationId: ids.organisation, act: "confirm", said: "employed", reason: "xx", list: "left" },
    personIds: [ids.person],
  }),
  mergeDuplicate: (ids) => ({ personId: ids.twin, take: [], reason: "xx" }),
  changeEmbed: () => ({ frames: [], channels: [] }),
  grantDuty: (ids) => ({ duty: "auditor", organisationId: ids.organisation }),
  createStaffAccount: (ids) => ({ login: "stranger", name: "Stranger", organisationId: ids.organisation }),
};

/** A request that fits, about the objects given. */
export function sampleOf(document: Document, route: Route, ids: Record<string, string>) {
  const { operation, method } = route;
  let url = route.path;
  for (const { placeholder, kind } of objectsIn(route.path, ids)) url = url.replace(placeholder, ids[kind] ?? "");
  const query = new URLSearchParams();
  for (const { name, in: where, required, schema } of operation.parameters ?? [])
    if (where === "query" && (required === true || kindOfName(name) !== undefined))
      query.set(name, String(sampleValue(document, schema, name, ids)));
  const headers = { "idempotency-key": crypto.randomUUID() };
  const body = operation.requestBody?.content["application/json"]?.schema;
  const payload = body && (wholeBodies[operation.operationId]?.(ids) ?? sampleValue(document, body, "", ids));
  const full = query.size === 0 ? url : `${url}?${query}`;
  return { method, url: full, headers, ...(payload === undefined ? {} : { payload: payload as object }) };
}

function sampleValue(document: Document, schema: JsonSchema, name: string, ids: Record<string, string>): unknown {
  const target = schema.$ref === undefined ? schema : document.components.schemas[schema.$ref.split("/").at(-1) ?? ""];
  if (target === undefined) throw new Error(`${schema.$ref} is nowhere`);
  if (target !== schema) return sampleValue(document, target, name, ids);
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  if (first !== undefined) return sampleValue(document, first, name, ids);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case "object":
      return objectOf(document, schema, ids);
    case "array":
      return listOf(document, schema, name, ids);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return false;
    default:
      return textOf(schema, name, ids);
  }
}

/** All that must be there, and whatever names an object. */
function objectOf(document: Document, { properties, required }: JsonSchema, ids: Record<string, string>): object {
  const wanted = Object.entries(properties ?? {}).filter(
    ([name]) => required?.includes(name) || ids[kindOfName(name) ?? ""] !== undefined,
  );
  return Object.fromEntries(wanted.map(([name, schema]) => [name, sampleValue(document, schema, name, ids)]));
}

function listOf(document: Document, { items, minItems }: JsonSchema, name: string, ids: Record<string, string>) {
  const count = Math.max(minItems ?? 0, ids[kindOfName(name) ?? ""] === undefined ? 0 : 1);
  return Array.from({ length: count }, () => sampleValue(document, items ?? {}, name, ids));
}

function textOf(schema: JsonSchema, name: string, ids: Record<string, string>): string {
  if (/phone$/i.test(name)) return "13912345678";
  if (name === "kind") return "people"; // of a sheet: other kinds are named in the document
  if (name === "purpose") return "benefits.campaign_cover";
  if (schema.format === "uuid") return ids[kindOfName(name) ?? ""] ?? crypto.randomUUID();
  if (schema.format === "date") return "2026-12-01";
  if (schema.format === "date-time") return "2026-12-01T00:00:00Z";
  if (schema.pattern?.includes("{64}") === true) return "0".repeat(64);
  if (schema.pattern?.startsWith("^\\d{4}-(0") === true) return new Date().toISOString().slice(0, 7);
  if (schema.pattern?.includes("{6}") === true) return "480215";
  return "x".repeat(Math.max(schema.minLength ?? 1, 2));
}
