import { record } from "#kernel/audit/audit";
import { addDays, dayOf } from "#kernel/business-day";
import type { Tx } from "#kernel/context";
import { transact } from "#kernel/context";
import { uuidv7 } from "#kernel/ids";
import type { Runtime } from "#kernel/module";
import { listDuties } from "#kernel/policy";
import { seal } from "#kernel/secrets/field-encryption";
import { hashPassword } from "#kernel/sign-in/password";
import { makeTotpSecret } from "#kernel/sign-in/second-factor";
import "#kernel/sign-in/duty-presets"; // declares the kernel's own duties
import { insertGrant } from "#kernel/sign-in/grants.store";
import { insertAccount } from "#kernel/sign-in/staff-accounts.store";
import { totpPlace } from "#kernel/sign-in/staff-sign-in";
import { addOrganisation, type BulkPerson, type FactsChange, insertPeople } from "#modules/membership";
import { counties, countyClasses, femaleSigns, maleSigns, surnames, tags, unitFacts, units } from "./names.ts";
import { type SeededRandom, seededRandom } from "./random.ts";

export interface DemoNode {
  id: string;
  node: string;
  name: string;
}

export interface DemoStaff {
  role:
    | ("administrator" | "maker" | "checker" | "approver" | "accountant" | "cashier" | "auditor" | "keeper" | "county")
    | "organiser";
  accountId: string;
  login: string;
  password: string;
  name: string;
  /** The organisation where the duties hold, and below. */
  at: DemoNode;
}

/** The demo union: where everything is, and how to sign in. */
export interface DemoAccounts {
  seed: number;
  province: DemoNode;
  city: DemoNode;
  counties: DemoNode[];
  /** The 40 unions that have members. */
  unions: DemoNode[];
  staff: DemoStaff[];
  /** Person number i, 0 ≤ i < count, has phone number `firstPhone` + i (11 digits); personIds are in that order. */
  members: { count: number; firstPhone: number; personIds: string[] };
}

/** Before the first member: figures of earlier days have something to show. */
const openedOn = "2020-01-01";
const defaultSeed = 20_261_122;
const firstPhone = 19_900_000_001;

/** The phone number (E.164) of demo member number `index`. */
export const demoPhone = (index: number): string => `+86${firstPhone + index}`;

/** The words a demo account is opened with; every account's authenticator code is shown on the page. */
const demoPassword = "demo-gonghui-2026";

/**
 * Fills an empty database with an invented city: a province, a city, 5 counties, 40 unions, `people` members and ten staff
 * accounts. The same seed makes the same city. Modules must be loaded before, since the administrator gets every duty.
 */
export async function loadDemoCity(
  runtime: Pick<Runtime, "secrets" | "system">,
  { people = 20_000, seed = defaultSeed }: { people?: number; seed?: number } = {},
): Promise<DemoAccounts> {
  const random = seededRandom(seed);
  const passwordHash = await hashPassword(runtime.secrets, demoPassword);
  return transact(runtime.system("demo"), async (tx) => {
    const tree = await makeTree(tx);
    const invented = Array.from({ length: people }, (_, index) => inventPerson(random, index, tree.unions));
    const personIds = await insertPeople(tx, runtime.secrets, invented, "2026-01-01");
    const staff = await makeStaff(tx, runtime, passwordHash, tree);
    const object = { type: "database", id: "demo" };
    await record(tx, { node: tree.province.node, action: "demo.loaded", object, detail: { seed, people } });
    return { seed, ...tree, staff, members: { count: people, firstPhone, personIds } };
  });
}

async function makeTree(tx: Tx) {
  const add = async (
    parent: DemoNode | undefined,
    kind: "province" | "city" | "county" | "base",
    name: string,
    facts: FactsChange & { shortName: string },
  ): Promise<DemoNode> => {
    const { shortName } = facts;
    const added = await addOrganisation(tx, { parentId: parent?.id ?? null, kind, name, openedOn, ...facts });
    return { ...added, name: shortName };
  };
  const province = await add(undefined, "province", "云泽省总工会", { shortName: "云泽省" });
  const city = await add(province, "city", "澄江市总工会", { shortName: "澄江市" });
  const countyNodes: DemoNode[] = [];
  const unions: DemoNode[] = [];
  // Committees are elected every third year, on days spread over the three.
  const today = dayOf(tx.clock.now());
  for (const [at, county] of counties.entries()) {
    const ofCounty = { shortName: county, class: countyClasses[at] ?? null };
    const node = await add(city, "county", `澄江市${county}总工会`, ofCounty);
    countyNodes.push(node);
    for (const unit of units) {
      const place = county.slice(0, -1);
      const termFrom = addDays(today, -1055 + ((unions.length * 97) % 1000));
      const facts = { ...unitFacts[unit], shortName: `${place}${unit}工会`, termFrom, termYears: 3 } as const;
      unions.push(await add(node, "base", `${place}${unit}工会委员会`, facts));
    }
  }
  return { province, city, counties: countyNodes, unions };
}

function inventPerson(random: SeededRandom, index: number, unions: readonly DemoNode[]): BulkPerson {
  const sex = random.chance(0.46) ? "female" : "male";
  const signs = sex === "female" ? femaleSigns : maleSigns;
  const name = random.pick(surnames) + random.pick(signs) + (random.chance(0.7) ? random.pick(signs) : "");
  const union = random.pick(unions);
  const other = random.pick(unions);
  const isCourier = union.name.includes("快递");
  const born = new Date(Date.UTC(1962 + random.below(43), random.below(12), 1 + random.below(28)));
  return {
    name,
    phone: demoPhone(index),
    sex,
    birthDate: born.toISOString().slice(0, 10),
    employmentForm: isCourier ? "platform" : random.chance(0.12) ? "dispatched" : "standard",
    tags: isCourier ? ["新就业形态"] : random.chance(0.1) ? [random.pick(tags)] : [],
    // The first hundred are the ones that people try: always verified.
    verified: index < 100 || random.chance(0.93),
    union,
    ...(random.chance(0.01) && other !== union ? { secondUnion: other } : {}),
  };
}

async function makeStaff(
  tx: Tx,
  { secrets }: Pick<Runtime, "secrets">,
  passwordHash: string,
  tree: { province: DemoNode; city: DemoNode; counties: DemoNode[] },
): Promise<DemoStaff[]> {
  const every = listDuties().map(({ duty }) => duty);
  const plan = [
    { role: "administrator", login: "admin", name: "钟管理", at: tree.city, duties: every },
    {
      role: "maker",
      login: "maker",
      name: "林经办",
      at: tree.city,
      duties: ["benefits.maker", "activities.maker", "people.officer", "places.manager"],
    },
    {
      role: "checker",
      login: "checker",
      name: "赵复核",
      at: tree.city,
      duties: ["benefits.checker", "activities.checker", "places.reader"],
    },
    {
      role: "approver",
      login: "approver",
      name: "何审批",
      at: tree.city,
      duties: ["benefits.approver", "activities.approver", "places.reader"],
    },
    { role: "auditor", login: "auditor", name: "沈审计", at: tree.city, duties: ["auditor"] },
    // Settings of the whole installation belong to the top of the tree.
    { role: "keeper", login: "keeper", name: "罗平台", at: tree.province, duties: ["administrator"] },
    // A county's own benefits; of the city's halls she may ask for one, and sees no more of it.
    {
      role: "county",
      login: "county",
      name: "冯干事",
      at: tree.counties[0] ?? tree.city,
      duties: ["places.asker", "benefits.maker"],
    },
    // Keeps a county's register: the roster comes in from Excel, members join and move.
    {
      role: "organiser",
      login: "organiser",
      name: "吴组织",
      at: tree.counties[0] ?? tree.city,
      duties: ["people.officer"],
    },
    // Finance: one keeps the accounts, the other pays what three have agreed on.
    { role: "accountant", login: "accountant", name: "苏会计", at: tree.city, duties: ["benefits.accountant"] },
    { role: "cashier", login: "cashier", name: "孟出纳", at: tree.city, duties: ["benefits.cashier"] },
  ] as const;
  const staff: DemoStaff[] = [];
  for (const { role, login, name, at, duties } of plan) {
    const accountId = uuidv7();
    await insertAccount(tx.db, {
      id: accountId,
      node: at.node,
      nodeId: at.id,
      login,
      name,
      passwordHash,
      passwordTemporary: false,
      totpSecret: seal(secrets, totpPlace(accountId), makeTotpSecret()),
    });
    for (const duty of duties) {
      const grant = { accountId, duty, node: at.node, nodeId: at.id, until: null, grantedBy: "system:demo" };
      await insertGrant(tx.db, { id: uuidv7(), ...grant });
    }
    staff.push({ role, accountId, login, password: demoPassword, name, at });
  }
  return staff;
}
