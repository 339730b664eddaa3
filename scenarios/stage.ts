import pg from "pg";
import pino from "pino";
import { openStage, type Stage } from "../bench/stage.ts";
import { type DemoAccounts, loadDemoCity } from "../db/demo/city.ts";
import { verifyAudit } from "../server/kernel/audit/audit-verify.ts";
import { systemClock } from "../server/kernel/clock.ts";
import { connect } from "../server/kernel/database/db.ts";
import { loadSecrets } from "../server/kernel/secrets/secrets.ts";
import "../server/modules.ts"; // every module declares its duties, so that the administrator holds them all
import { type Browser, openBrowser } from "./browser.ts";

/** What a scenario is played on: a fresh database with an invented city, and the server in front of it. */
export interface Scene {
  url: string;
  city: DemoAccounts;
  /** A browser in which the member with this index has signed in by a one-time password. */
  member(index: number): Promise<Browser>;
  /** The browser in which somebody of the demo staff has signed in by password and second factor, once per scene. */
  staff(login: string): Promise<Browser>;
  stranger(): Browser;
  /** Days that go by: the end of one claim's valid days becomes now. Whole days are too long to wait for. */
  letClaimEnd(claimId: string): Promise<void>;
  /** Recomputes every audit chain and compares it with the signed checkpoints. */
  assertAuditWhole(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a fresh scene with a city of `people` members. */
export async function openScene(people: number): Promise<Scene> {
  const stage = await openStage();
  try {
    const city = await loadCity(stage, people);
    const server = await stage.serve({ script: "../scenarios/server.ts", env: { DATA_DIR: stage.dataDir } });
    const staff = new Map<string, Promise<Browser>>();
    const url = `http://127.0.0.1:${server.port}`;
    return {
      url,
      city,
      member: (index) => signInMember(url, String(city.members.firstPhone + index)),
      staff: (login) => {
        // A code of the authenticator opens one session only.
        const signedIn = staff.get(login) ?? signInStaff(url, login, passwordOf(city, login));
        staff.set(login, signedIn);
        return signedIn;
      },
      stranger: () => openBrowser(url),
      letClaimEnd: async (claimId) => {
        await stage.owner.query("update stock.claim set valid_until = now() where id = $1", [claimId]);
      },
      assertAuditWhole: () => assertAuditWhole(stage),
      close: () => stage.close(),
    };
  } catch (error) {
    await stage.close();
    throw error;
  }
}

const secretsOf = (stage: Stage) =>
  loadSecrets({ file: stage.secretsFile, createIfMissing: false, dataDir: stage.dataDir, requireOutside: false });

async function loadCity(stage: Stage, people: number): Promise<DemoAccounts> {
  const secrets = await secretsOf(stage);
  const database = connect(stage.appUrl, { max: 2 });
  const log = pino({ level: "silent" });
  const system = (name: string) =>
    ({ db: database.db, clock: systemClock, log, actor: { kind: "system", name } }) as const;
  try {
    return await loadDemoCity({ secrets, system }, { people });
  } finally {
    await database.close();
  }
}

function passwordOf(city: DemoAccounts, login: string): string {
  const known = city.staff.find((one) => one.login === login);
  if (known === undefined) throw new Error(`no demo account ${login}`);
  return known.password;
}

async function signInMember(url: string, phone: string): Promise<Browser> {
  const browser = openBrowser(url);
  const sent = await browser.post("/api/member/sign-in/codes", { phone });
  await browser.post("/api/member/sign-in", { phone, code: sent.demoCode });
  return browser;
}

async function signInStaff(url: string, login: string, password: string): Promise<Browser> {
  const browser = openBrowser(url);
  const { ticket, demoCode } = await browser.post("/api/staff/sign-in", { login, password });
  await browser.post("/api/staff/sign-in/second", { ticket, code: demoCode });
  return browser;
}

async function assertAuditWhole(stage: Stage): Promise<void> {
  const { keyId, publicKey } = (await secretsOf(stage)).auditSigning;
  const client = new pg.Client({ connectionString: stage.ownerUrl });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only; set local app.scope = '*'");
    const found = await verifyAudit({
      query: (text, values) => client.query(text, values),
      keys: new Map([[keyId, publicKey]]),
    });
    if (!found.ok || found.records === 0 || found.checkpoints === 0)
      throw new Error(`the audit does not verify: ${JSON.stringify(found)}`);
  } finally {
    await client.end();
  }
}
