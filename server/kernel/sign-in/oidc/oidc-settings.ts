import { sql } from "kysely";
import { z } from "zod";
import { type Tx, transact } from "../../context.ts";
import type { Runtime } from "../../module.ts";
import { open, type Secrets, seal } from "../../secrets/secrets.ts";
import { isIssuer } from "./provider.rules.ts";

/** Which door somebody comes in by: staff by the city's identity service, members by the parent app. */
export type OidcEntrance = "staff" | "member";

export const OidcProvider = z.strictObject({
  enabled: z.boolean(),
  /** As it stands on the button. */
  name: z.string().trim().min(1).max(30),
  issuer: z.string().max(300).refine(isIssuer, "issuer"),
  clientId: z.string().trim().min(1).max(200),
  secret: z.string().min(8).max(500),
  /** Staff: its second factor counts. Members: a phone that it calls verified is one. */
  trusted: z.boolean(),
});
export type OidcProvider = z.output<typeof OidcProvider>;

const keyOf = (entrance: OidcEntrance) => `oidc.${entrance}`;
const placeOf = (entrance: OidcEntrance) => `setting.value.${keyOf(entrance)}`;

/** The provider of an entrance, or undefined when none is kept. */
export async function loadProvider(
  tx: Tx,
  secrets: Secrets,
  entrance: OidcEntrance,
): Promise<OidcProvider | undefined> {
  const { rows } = await sql<{ sealed: string | null }>`
    select value->>'sealed' as sealed from kernel.setting where key = ${keyOf(entrance)}`.execute(tx.db);
  const sealed = rows[0]?.sealed;
  if (sealed === undefined || sealed === null) return undefined;
  return OidcProvider.parse(JSON.parse(open(secrets, placeOf(entrance), Buffer.from(sealed, "base64"))));
}

/** Keeps a provider, sealed. */
export async function saveProvider(
  tx: Tx,
  secrets: Secrets,
  given: { entrance: OidcEntrance; provider: OidcProvider },
): Promise<void> {
  const { entrance, provider } = given;
  const sealed = seal(secrets, placeOf(entrance), JSON.stringify(provider)).toString("base64");
  await sql`insert into kernel.setting (key, value) values (${keyOf(entrance)}, ${JSON.stringify({ sealed })}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(tx.db);
}

/** What the providers are called that are switched on. */
export async function providerNames(runtime: Pick<Runtime, "system" | "secrets">) {
  return transact(runtime.system("sign-in"), async (tx) => {
    const nameOf = async (entrance: OidcEntrance) => {
      const provider = await loadProvider(tx, runtime.secrets, entrance);
      return provider?.enabled === true ? provider.name : null;
    };
    return { staff: await nameOf("staff"), member: await nameOf("member") };
  });
}
