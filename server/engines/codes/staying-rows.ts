import { registerStayingRows } from "#kernel/person-references";

// What shows codes belongs to a phone in somebody's hand, and ends with the file that is closed.
for (const table of ["codes.device", "codes.holder", "codes.revocation", "codes.short_number"])
  registerStayingRows(table, "ends with the file that is closed");
