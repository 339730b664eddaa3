import type { Tx } from "#kernel/context";
import { conflict } from "#kernel/problem";
import { registerDecidable, type Waiting } from "./waiting.ts";

/** Makes a kind known that only its own page answers, such as because more than a yes or no is asked there; at load. */
export function registerOnPage(type: string, waitingFor: (tx: Tx) => Promise<Waiting[]>): void {
  registerDecidable({
    ...{ type, waitingFor, onPage: true },
    decide: async () => {
      throw conflict("decisions.on_its_page");
    },
  });
}
