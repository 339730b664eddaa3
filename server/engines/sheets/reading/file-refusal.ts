/** Why a file cannot be read; `code` is the key of the text that says what to do. */
export class FileRefusal extends Error {
  readonly code: string;
  readonly params: Record<string, number>;

  constructor(code: string, params: Record<string, number> = {}) {
    super(code);
    this.name = "FileRefusal";
    this.code = code;
    this.params = params;
  }
}

/** No spreadsheet, or a damaged one. */
export const unreadable = () => new FileRefusal("sheets.file_unreadable");
/** Opens with a password only. */
export const encrypted = () => new FileRefusal("sheets.file_encrypted");
/** Brings programs along. */
export const hasMacros = () => new FileRefusal("sheets.file_macros");
/** Far more inside than a table has. */
export const tooMuchInside = () => new FileRefusal("sheets.file_too_much");
/** A web page that calls itself a spreadsheet. */
export const isWebPage = () => new FileRefusal("sheets.file_web_page");
