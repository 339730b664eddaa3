/** `npm run trace -- FILE`: the number of the export that a leaked list of people comes from. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { markOf } from "#engines/sheets";
import { StartupError } from "../server/kernel/startup-error.ts";
import { orEnd } from "./or-end.ts";

const usage = `npm run trace -- FILE

Reads the mark that nobody sees from an exported workbook or CSV file, and says the export's number.`;

async function main(): Promise<void> {
  const [file, ...more] = parseArgs({ allowPositionals: true }).positionals;
  if (file === undefined || more.length > 0) throw new StartupError(usage);
  const mark = markOf(await readFile(file));
  // Nought is what files say that were not exported from a register.
  process.stdout.write(mark ? `第 ${mark} 号导出 (export no. ${mark})\n` : "没有记号 (no mark)\n");
}

await orEnd(main);
