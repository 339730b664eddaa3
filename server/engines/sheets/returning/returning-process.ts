/**
 * The process that marks the sender's own workbook: a task and the workbook on its standard input, the marked workbook on its standard
 * output. It has no secrets, no database and no way to write; whoever started it ends it when it asks for too much.
 */
import { readFileSync, writeSync } from "node:fs";
import { markWorkbook } from "./mark-workbook.ts";
import type { MarkTask } from "./marks.rules.ts";

const given = readFileSync(0);
const length = given.readUInt32BE(0);
const task = JSON.parse(given.toString("utf8", 4, 4 + length)) as MarkTask;
const bytes = markWorkbook(given.subarray(4 + length), task);
for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
