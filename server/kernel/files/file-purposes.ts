import { hasDuty, type Rule } from "../policy.ts";
import { type ContentLimits, isPicture } from "./file-content.ts";
import { noSuchPurpose } from "./file-errors.ts";
import type { FileRow } from "./files.store.ts";

/** What files are for; a module declares its own at load. */
export interface FilePurpose extends ContentLimits {
  /** `<module>.<thing>`. */
  name: string;
  /** Permission to bring one in, at the node it is for. */
  upload: string;
  /** Permission of staff to look at one. */
  read: string;
  /** Published pictures may be seen by everybody who knows the id; otherwise by members within reach. */
  open: boolean;
}

/** The whole upload is held in memory while it is cleaned. */
const mostBytes = 20 * 1024 * 1024;

const purposes = new Map<string, FilePurpose>();

/** Declares a purpose; at load, so that every process knows all of them when it starts. */
export function definePurpose(purpose: FilePurpose): FilePurpose {
  if (purposes.has(purpose.name)) throw new Error(`The file purpose ${purpose.name} is defined twice.`);
  if (purpose.maxBytes > mostBytes) throw new RangeError(`${purpose.name}: at most ${mostBytes} bytes`);
  purposes.set(purpose.name, purpose);
  return purpose;
}

/** Throws files.no_such_purpose. */
export function getPurpose(name: string): FilePurpose {
  const purpose = purposes.get(name);
  if (purpose === undefined) throw noSuchPurpose();
  return purpose;
}

type Belongs = Pick<FileRow, "node" | "purpose">;
type FileFacts = Pick<FileRow, "node" | "purpose" | "mediaType" | "published">;

/** Who may bring in, read and remove a file. Row level security has already hidden what is out of sight. */
export const filePolicy = {
  upload: (actor, file) => hasDuty(actor, getPurpose(file.purpose).upload, file.node),
  remove: (actor, file) => hasDuty(actor, getPurpose(file.purpose).upload, file.node),
  read: (actor, file) => isShownTo(actor, file) || hasDuty(actor, getPurpose(file.purpose).read, file.node),
} satisfies { upload: Rule<Belongs>; remove: Rule<Belongs>; read: Rule<FileFacts> };

const isShownTo: Rule<FileFacts> = (actor, file) => file.published && (actor.kind === "member" || isOpen(file));

const isOpen = (file: FileFacts) => getPurpose(file.purpose).open && isPicture(file.mediaType);
