import type { SeededRandom } from "../../db/demo/random.ts";
import { inProcess } from "../../proofs/in-process.ts";
import { transact } from "../../server/kernel/context.ts";
import { uuidv7 } from "../../server/kernel/ids.ts";
import { insertGrant } from "../../server/kernel/sign-in/grants.store.ts";
import { requestCode } from "../../server/kernel/sign-in/one-time-password.ts";
import { startSession } from "../../server/kernel/sign-in/sessions.ts";
import { insertAccount } from "../../server/kernel/sign-in/staff-accounts.store.ts";
import { phoneIndex } from "../../server/modules/membership/sealed-fields.ts";
import { request } from "../load.ts";
import type { ServerProcess, Stage } from "../stage.ts";
import type { Register, Union } from "./fill.ts";
import { formsOf, type Somebody, somebody } from "./names.ts";

/** A filled register, the server in front of it, and who asks. */
export interface Desk {
  register: Register;
  server: ServerProcess;
  /** The next request of an operation, each about somebody else. */
  next(operation: Operation): Promise<Buffer>;
  close(): Promise<void>;
}

const officers = ["province", "county"] as const;
type Officer = (typeof officers)[number];
const officerAsks = ["name", "pinyin", "phone", "idNumber", "list", "union", "open"] as const;
export type Operation = `${(typeof officerAsks)[number]}As${Capitalize<Officer>}` | "signIn" | "showCode";
export const operations: readonly Operation[] = [
  ...officerAsks.flatMap((ask) => [`${ask}AsProvince`, `${ask}AsCounty`] as const),
  "signIn",
  "showCode",
];

const members = 200;

export async function openDesk(stage: Stage, register: Register, random: SeededRandom): Promise<Desk> {
  const server = await stage.serve();
  const use = await inProcess(stage);
  const county = register.counties[register.counties.length >> 1] ?? register.province;
  const seats = { province: register.province, county };
  const cookies = { province: await officerOf(use, seats.province), county: await officerOf(use, seats.county) };
  const unionsOf = (seat: Union) => register.unions.filter(({ from }) => from >= seat.from && from < seat.to);
  const unions = { province: register.unions, county: unionsOf(county) };
  const idOf = async ({ phone }: Somebody): Promise<string> => {
    const found = await stage.owner.query<{ id: string }>(
      "select id from membership.person where phone_index = $1 and left_at is null",
      [phoneIndex(use.secrets, phone)],
    );
    return found.rows[0]?.id ?? "";
  };
  const anybody = (seat: Union) =>
    somebody(seat.from + Math.floor((seat.to - seat.from) * (0.1 + 0.8 * random.next())));
  const phones: string[] = [];
  for (let count = 0; count < members; count++) {
    const id = await idOf(anybody(register.province));
    const { token } = await transact(use.system, (tx) => startSession(tx, { entrance: "member", principalId: id }));
    phones.push(`gh_member=${token}`);
  }
  const asks: Record<(typeof officerAsks)[number], (officer: Officer) => Promise<string>> = {
    name: async (officer) => search(typedName(random, anybody(seats[officer]))),
    pinyin: async (officer) => search(typedLetters(random, anybody(seats[officer]))),
    phone: async (officer) => search(anybody(seats[officer]).phone.slice(3)),
    idNumber: async (officer) => search(anybody(seats[officer]).idNumber),
    list: async () => "/api/people?limit=50",
    union: async (officer) => `/api/people?limit=50&organisationId=${random.pick(unions[officer]).id}`,
    open: async (officer) => `/api/people/${await idOf(anybody(seats[officer]))}`,
  };
  const signedIn = new Set<string>();
  const signIn = async () => {
    let { phone } = anybody(register.province);
    // A phone gets one code a minute.
    while (signedIn.has(phone)) ({ phone } = anybody(register.province));
    signedIn.add(phone);
    const given = { phone, purpose: "member.sign_in", address: "127.0.0.1", isKnown: async () => true };
    const { demoCode: code } = await requestCode(use.system, { secrets: use.secrets, demo: true }, given);
    return request("POST", "/api/member/sign-in", {}, JSON.stringify({ phone: phone.slice(3), code }));
  };
  return {
    ...{ register, server },
    next: async (operation) => {
      if (operation === "signIn") return signIn();
      if (operation === "showCode")
        return request(
          "POST",
          "/api/member/code",
          { cookie: random.pick(phones) },
          JSON.stringify({ purpose: "identify" }),
        );
      const officer = operation.endsWith("AsProvince") ? "province" : "county";
      const ask = operation.replace(/As(Province|County)$/, "") as (typeof officerAsks)[number];
      return request("GET", await asks[ask](officer), { cookie: cookies[officer] });
    },
    close: () => use.close(),
  };
}

const search = (q: string): string => `/api/people?limit=50&q=${encodeURIComponent(q)}`;

/** Mostly the whole name, sometimes the given name or the surname alone. */
function typedName(random: SeededRandom, { surname, given }: Somebody): string {
  const habit = random.next();
  if (habit < 0.7) return surname + given;
  return habit < 0.85 ? given : surname;
}

/** The whole spelling, the first letters, or the surname and first letters. */
function typedLetters(random: SeededRandom, person: Somebody): string {
  const { pinyin, initials } = formsOf(person);
  const habit = random.next();
  if (habit < 0.4) return pinyin.replaceAll(" ", "");
  if (habit < 0.8) return initials;
  const [first = "", ...rest] = pinyin.split(" ");
  return first + rest.map((syllable) => syllable[0]).join("");
}

async function officerOf(use: Awaited<ReturnType<typeof inProcess>>, seat: Union): Promise<string> {
  return transact(use.system, async (tx) => {
    const accountId = uuidv7();
    const account = { id: accountId, node: seat.node, nodeId: seat.id, login: accountId, name: "查询员" };
    await insertAccount(tx.db, { ...account, passwordHash: "none", passwordTemporary: false });
    const grant = { accountId, duty: "people.officer", node: seat.node, nodeId: seat.id, until: null };
    await insertGrant(tx.db, { id: uuidv7(), ...grant, grantedBy: "system:stage" });
    const { token } = await startSession(tx, { entrance: "staff", principalId: accountId });
    return `gh_staff=${token}`;
  });
}
