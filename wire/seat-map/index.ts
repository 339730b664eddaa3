/** Seat maps, judged alike by the editor in the browser, by the server and by whoever picks a seat. */
export { bestOrder } from "./best-order.ts";
export {
  type Cell,
  type Grid,
  gridOf,
  type Numbering,
  numberingOf,
  partsOf,
  rowNamings,
  seatNumberings,
  seatsOf,
} from "./numbering.ts";
export {
  differenceOf,
  isSame,
  longestLabel,
  mostCols,
  mostRows,
  type Seat,
  type SeatDifference,
  type SeatFault,
  type SeatKind,
  type SeatSummary,
  seatFault,
  seatKinds,
  summaryOf,
} from "./seats.ts";
