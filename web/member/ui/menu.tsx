import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import cards from "./card.module.css";
import { classes } from "./classes.ts";
import { Icon } from "./icons.tsx";

interface Props {
  to: NonNullable<LinkProps["to"]>;
  children: ReactNode;
  /** A short word at the end of the row. */
  aside?: ReactNode;
}

/** A row that leads to another page. */
export function MenuLink({ to, children, aside }: Props) {
  return (
    <Link to={to} className={classes(cards.row, cards.rowLink, cards.menu)}>
      <span>{children}</span>
      {aside && <span className={cards.soft}>{aside}</span>}
      <Icon name="next" className={classes(cards.soft)} />
    </Link>
  );
}
