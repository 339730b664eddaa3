import { once } from "node:events";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import type { Config } from "../config.ts";

/**
 * Where the bytes of files lie. Keys are made by `storageKey` alone, never from what a person wrote.
 * The server keeps files on its disk. An S3 bucket fits the same three acts (flydrive's S3 driver behind `Disk`), but that
 * driver needs `@aws-sdk/client-s3` and `@aws-sdk/s3-request-presigner`, which are not installed.
 */
export interface FileStorage {
  /** Resolves when the bytes would survive a power cut. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such key. */
  read(key: string): Promise<Readable | undefined>;
  /** Does nothing when there is no such key. */
  remove(key: string): Promise<void>;
}

/** The folder of files in the data folder; the one that backup reads and restore fills. */
export const filesDir = (config: Pick<Config, "dataDir">) => join(config.dataDir, "files");

/** The end of the id is random, so 256 folders fill evenly. */
export const storageKey = (fileId: string) => `${fileId.slice(-2)}/${fileId}`;

/** Files in a folder of this machine. */
export function diskStorage(location: string): FileStorage {
  const disk = new Disk(new FSDriver({ location, visibility: "private" }));
  return {
    put: async (key, bytes) => {
      await disk.put(key, bytes);
      const path = join(location, key);
      for (const written of [path, dirname(path), location]) await sync(written);
    },
    read: async (key) => {
      const stream = createReadStream(join(location, key));
      try {
        await once(stream, "open");
        return stream;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remove: (key) => disk.delete(key),
  };
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
