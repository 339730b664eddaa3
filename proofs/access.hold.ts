import pg from "pg";

/**
 * From now on nothing that a transaction writes stays: what would be committed is rolled back, so that every question meets the same
 * world and none needs a world of its own. Gives how to end it.
 */
export function holdTheWorld(): () => void {
  const { query } = pg.Client.prototype;
  const held = function (this: pg.Client, first: unknown, ...rest: unknown[]) {
    const isCommit = textOf(first) === "commit";
    const asked = !isCommit
      ? first
      : typeof first === "string"
        ? "rollback"
        : { ...(first as object), text: "rollback" };
    return (query as (...all: unknown[]) => unknown).call(this, asked, ...rest);
  };
  pg.Client.prototype.query = held as typeof query;
  return () => {
    pg.Client.prototype.query = query;
  };
}

const textOf = (asked: unknown) =>
  (typeof asked === "string" ? asked : String((asked as { text?: string } | null)?.text ?? "")).trim().toLowerCase();
