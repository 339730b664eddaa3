import type { ComponentProps } from "react";

/** The table element of a table that may scroll sideways and holds no link: reached by Tab, it is scrolled by the arrow keys. */
function ReachableTable(props: ComponentProps<"table">) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard too.
  return <table {...props} tabIndex={0} />;
}

/** For the `components` of a Table. */
export const reachable = { table: ReachableTable };
