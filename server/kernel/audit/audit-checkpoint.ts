import { createHash, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import type { SigningKey } from "../secrets/secrets.ts";

/** Chain, number of its last record, hash of that in hex. */
const Head = z.tuple([z.string(), z.number().int(), z.string()]);
export type Head = z.output<typeof Head>;

/** What is signed: the heads that moved since the checkpoint before, or (`full`) all of them. */
const Content = z.object({
  version: z.literal(1),
  at: z.string(),
  /** SHA-256 of the content of the checkpoint before, in hex; links them into a chain of their own. */
  previous: z.string().nullable(),
  full: z.boolean(),
  heads: z.array(Head),
});
export type CheckpointContent = z.output<typeof Content>;

/** A checkpoint as it lies in the table, in the file (one per line) and in the log. */
export const Checkpoint = z.object({
  id: z.number().int(),
  /** The signed content, as text: what is signed is never written anew. */
  content: z.string(),
  keyId: z.string(),
  /** Ed25519, base64. */
  signature: z.string(),
});
export type Checkpoint = z.output<typeof Checkpoint>;

export const contentHash = (content: string) => createHash("sha256").update(content).digest("hex");

/** Signs the heads of the audit chains. */
export function signCheckpoint(key: SigningKey, content: CheckpointContent): Omit<Checkpoint, "id"> {
  const text = JSON.stringify(content);
  return {
    content: text,
    keyId: key.keyId,
    signature: sign(null, Buffer.from(text), key.privateKey).toString("base64"),
  };
}

/** The content of a checkpoint that one of the keys signed; otherwise the reason why it is worth nothing. */
export function openCheckpoint(
  checkpoint: Checkpoint,
  keys: ReadonlyMap<string, KeyObject>,
): CheckpointContent | string {
  const key = keys.get(checkpoint.keyId);
  if (key === undefined) return `signed with an unknown key ${checkpoint.keyId}`;
  if (!verify(null, Buffer.from(checkpoint.content), key, Buffer.from(checkpoint.signature, "base64")))
    return "its signature is wrong";
  const parsed = Content.safeParse(JSON.parse(checkpoint.content));
  return parsed.success ? parsed.data : "its content is malformed";
}
