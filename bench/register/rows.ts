/** A thread that writes some of the register's people by COPY, with number and phone sealed and indexed as the product does it. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { workerData } from "node:worker_threads";
import pg from "pg";
import { copyIn } from "../../server/kernel/backup/copy-stream.ts";
import { uuidv7 } from "../../server/kernel/ids.ts";
import { loadSecrets, type Secrets } from "../../server/kernel/secrets/secrets.ts";
import { sealIdNumber, sealPhone } from "../../server/modules/membership/sealed-fields.ts";
import { formsOf, somebody } from "./names.ts";

export interface RowsWanted {
  url: string;
  secretsFile: string;
  dataDir: string;
  from: number;
  to: number;
  /** Who begins where: the node of the union, and its first person. */
  unions: { node: string; from: number }[];
}

const columns =
  "id, node, member_number, name, pinyin, initials, phone, phone_index, sex, birth_date, verified_at, id_kind, id_number, id_index, source";
const perChunk = 500;
const now = new Date().toISOString();
const hex = (bytes: Buffer) => `\\\\x${bytes.toString("hex")}`;

function line(secrets: Secrets, at: number, node: string): string {
  const id = uuidv7();
  const person = somebody(at);
  const { pinyin, initials } = formsOf(person);
  const phone = sealPhone(secrets, id, person.phone);
  const card = sealIdNumber(secrets, id, { kind: "resident_id", number: person.idNumber });
  const cells = [
    ...[id, node, String(at + 1).padStart(10, "0"), person.surname + person.given, pinyin, initials],
    ...[hex(phone.sealed), hex(phone.index), person.sex, person.birthDate, now],
    ...["resident_id", hex(card.sealed), hex(card.index), "console"],
  ];
  return `${cells.join("\t")}\n`;
}

function* chunks(secrets: Secrets, { from, to, unions }: RowsWanted): Generator<string> {
  let union = unions.findLastIndex((one) => one.from <= from);
  for (let start = from; start < to; start += perChunk) {
    let text = "";
    for (let at = start; at < Math.min(start + perChunk, to); at++) {
      if (at >= (unions[union + 1]?.from ?? to)) union++;
      text += line(secrets, at, unions[union]?.node ?? "");
    }
    yield text;
  }
}

const wanted = workerData as RowsWanted;
const { secretsFile, dataDir } = wanted;
const secrets = await loadSecrets({ file: secretsFile, createIfMissing: false, dataDir, requireOutside: false });
const client = new pg.Client({ connectionString: wanted.url });
await client.connect();
// Rows without looking for what they refer to, and without counting each: both follow in one statement.
await client.query("set session_replication_role = replica");
const target = copyIn(client, `copy membership.person (${columns}) from stdin`);
await pipeline(Readable.from(chunks(secrets, wanted)), target);
await client.end();
