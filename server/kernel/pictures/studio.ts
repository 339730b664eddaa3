import { createHash } from "node:crypto";
import type { Canvas } from "@napi-rs/canvas";
import { LRUCache } from "lru-cache";
import { unavailable } from "../problem.ts";
import { provideFont } from "./fonts.ts";

/** A sheet of 1080 × 8,000 is 35 MB while it is drawn: few at once, and few that wait. */
const atOnce = 2;
const mostWaiting = 24;

const finished = new LRUCache<string, Buffer>({ maxSize: 48 * 1024 * 1024, sizeCalculation: (png) => png.length || 1 });
const underWay = new Map<string, Promise<Buffer>>();
const waiting: (() => void)[] = [];
let drawing = 0;

/**
 * A picture as PNG, drawn once for the same content: everything it shows must be in `content`. Throws pictures.busy when too
 * many are asked for at once.
 */
export function drawPng<Content>(
  kind: string,
  content: Content,
  draw: (content: Content) => Canvas | Promise<Canvas>,
): Promise<Buffer> {
  const key = createHash("sha256").update(kind).update(JSON.stringify(content)).digest("base64");
  const known = finished.get(key);
  if (known !== undefined) return Promise.resolve(known);
  const begun = underWay.get(key);
  if (begun !== undefined) return begun;
  const making = inTurn(async () => {
    provideFont(JSON.stringify(content));
    const png = await (await draw(content)).encode("png");
    finished.set(key, png);
    return png;
  }).finally(() => underWay.delete(key));
  underWay.set(key, making);
  return making;
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (drawing >= atOnce) {
    if (waiting.length >= mostWaiting) throw unavailable("pictures.busy", 2);
    await new Promise<void>((go) => waiting.push(go));
  } else drawing += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) drawing -= 1;
    else next();
  }
}
