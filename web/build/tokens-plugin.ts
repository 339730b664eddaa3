import type { Plugin } from "vite";
import { tokensCss } from "../shared/tokens.ts";

const name = "virtual:tokens.css";

/** `import "virtual:tokens.css"`: the palette as custom properties, in a file of its own hash instead of an inline style. */
export function tokensPlugin(): Plugin {
  return {
    name: "gonghui-tokens",
    resolveId: (source) => (source === name ? `\0${name}` : undefined),
    load: (id) => (id === `\0${name}` ? tokensCss() : undefined),
  };
}
