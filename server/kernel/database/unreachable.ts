/** The end of an exhaustive switch: a new state breaks the build, not the user. */
export function unreachable(state: never): never {
  throw new Error(`unreachable state: ${String(state)}`);
}
