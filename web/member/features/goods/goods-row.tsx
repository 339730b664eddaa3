import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { GoodsCard } from "../../../shared/api-types/index.ts";
import { formatMoney } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { GoodsPicture } from "./goods-picture.tsx";

/** Goods in a list. */
export function GoodsRow({ goods }: { goods: GoodsCard }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  return (
    <Link to="/goods/$goodsId" params={{ goodsId: goods.id }} className={classes(cards.card)}>
      {goods.pictureFileId !== null && <GoodsPicture fileId={goods.pictureFileId} name={goods.name} />}
      <p className={cards.strong}>{goods.name}</p>
      <p>
        {formatMoney(language, goods.priceFen)}
        {goods.unit !== "" && ` / ${goods.unit}`}
      </p>
      <p className={cards.soft}>
        {t("goods.from", { origin: goods.origin })} · {goods.merchant}
      </p>
    </Link>
  );
}
