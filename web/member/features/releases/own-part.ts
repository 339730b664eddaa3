import type { Mine } from "../../../shared/api-types/index.ts";

const none: Mine = { entered: false, reminder: false, eligible: true };

/** A release with the member's own part in it: the server leaves out a part that is still empty. */
export const withOwnPart = <Card extends { mine?: Mine }>(card: Card): Card & { mine: Mine } => ({
  ...card,
  mine: card.mine ?? none,
});
