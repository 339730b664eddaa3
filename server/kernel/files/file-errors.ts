import { conflict, invalid, malformed, missing, Problem, unavailable } from "../problem.ts";

export const noSuchFile = () => missing("files.no_such_file");
export const noSuchPurpose = () => invalid("files.no_such_purpose");
export const noFile = () => malformed("files.no_file");
export const brokenForm = () => malformed("files.broken_form");
/** 413: more bytes than the purpose takes. */
export const tooLarge = (maxBytes: number) =>
  new Problem(413, "files.too_large", { megabytes: maxBytes / 1024 / 1024 });
/** 415: the content is none of the types that the purpose takes, whatever its name says. */
export const typeNotAllowed = () => new Problem(415, "files.type_not_allowed");
export const damaged = () => invalid("files.damaged");
export const animated = () => invalid("files.animated");
/** A variant of the format that ordinary browsers do not show. */
export const unusual = () => invalid("files.unusual");
export const tooManyPixels = (maxSide: number) => invalid("files.too_many_pixels", { maxSide });
export const notUsable = () => invalid("files.not_usable");
export const inUse = () => conflict("files.in_use");
export const uploadsBusy = () => unavailable("files.busy", 5);
export const storageUnavailable = () => unavailable("files.storage_unavailable", 60);
