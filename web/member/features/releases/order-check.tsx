import { useTranslation } from "react-i18next";
import { formatNumber } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { useSeatName } from "../../../shared/seat-map/use-seat-name.ts";
import cards from "../../ui/card.module.css";
import { Notice } from "../../ui/notice.tsx";
import type { CheckedOrder } from "./order.query.ts";
import { isRight, type SeatingCheck } from "./published-seating.ts";

const shownAtMost = 10;

/** What the phone found out: secret against fingerprint, my place against the server's, and the first numbers. */
export function OrderCheckResult({ order, check }: CheckedOrder) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const number = (value: number) => formatNumber(language, value);
  const totals = { entries: number(check.total), capacity: number(order.capacity) };
  return (
    <>
      <Notice kind={check.secretMatchesHash ? "done" : "error"}>
        {check.secretMatchesHash ? t("order.hashOk") : t("order.hashBad")}
      </Notice>
      {check.hashMatchesKept !== undefined && (
        <Notice kind={check.hashMatchesKept ? "done" : "error"}>
          {check.hashMatchesKept ? t("order.hashKeptOk") : t("order.hashKeptBad")}
        </Notice>
      )}
      <MyPlace order={order} check={check} />
      {check.seating && <Seats seating={check.seating} />}
      <section className={cards.card}>
        <p>{t("order.total", totals)}</p>
        <h2 className={cards.section}>{t("order.top")}</h2>
        <p className={cards.number}>{check.top.join("  ")}</p>
        <h2 className={cards.section}>{t("order.secret")}</h2>
        <code>{order.secret}</code>
      </section>
    </>
  );
}

function Seats({ seating }: { seating: SeatingCheck }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const nameOf = useSeatName();
  const seated = formatNumber(language, seating.seated);
  const { mine } = seating;
  if (!isRight(seating)) {
    const entries = [...seating.other, ...seating.outOfTurn].slice(0, shownAtMost).join(", ");
    return <Notice kind="error">{entries ? t("order.seatsBad", { entries }) : t("order.seatsMissing")}</Notice>;
  }
  return (
    <Notice kind="done">
      <p>{t("order.seatsOk", { seated })}</p>
      {mine && <p>{t("order.seatMine", { seat: nameOf.seat(mine.published) })}</p>}
    </Notice>
  );
}

function MyPlace({ order, check }: CheckedOrder) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  if (!order.mine) return <Notice>{t("order.mineNone")}</Notice>;
  // Entry numbers are names, not amounts: without thousands marks, as in the published list.
  const number = String(order.mine.number);
  if (check.myPlace === undefined) return <Notice kind="error">{t("order.mineMissing", { number })}</Notice>;
  const place = formatNumber(language, check.myPlace);
  if (check.myPlace === order.mine.place) return <Notice kind="done">{t("order.mineOk", { number, place })}</Notice>;
  const said = formatNumber(language, order.mine.place);
  return <Notice kind="error">{t("order.mineBad", { number, place, said })}</Notice>;
}
