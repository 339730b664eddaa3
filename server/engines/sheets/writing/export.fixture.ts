/** Exports many rows in a process of its own and says the most memory that it had. */
import type { Values } from "../sheets.types.ts";
import { exportCsv, exportWorkbook } from "./export-rows.ts";

const columns = [
  { key: "name", title: "姓名", kind: "text" },
  { key: "idNumber", title: "证件号码", kind: "id_number" },
  { key: "phone", title: "手机号码", kind: "phone" },
  { key: "joinedOn", title: "入会日期", kind: "day" },
  { key: "fee", title: "会费", kind: "money" },
] as const;

function* rows(count: number): Generator<Values> {
  for (let at = 0; at < count; at++) {
    const tail = String(at).padStart(8, "0");
    const idNumber = `6109971990${tail}`;
    yield { name: `某人${at}`, idNumber, phone: `+86199${tail}`, joinedOn: "2020-05-01", fee: at * 7 };
  }
}

if (import.meta.main) {
  const [format, count] = process.argv.slice(2);
  const given = {
    definition: { title: "会员", columns },
    rows: rows(Number(count)),
    watermark: "某人 2026-11-22 第 1 号",
  };
  let bytes = 0;
  for await (const piece of format === "csv" ? exportCsv(given) : exportWorkbook(given)) bytes += piece.length;
  process.stdout.write(JSON.stringify({ bytes, rssMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
}
