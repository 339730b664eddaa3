import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Store } from "../../shared/api-types/index.ts";
import { mapLink, readMapPoint } from "../../shared/map-point.ts";
import { Button } from "./button.tsx";
import cards from "./card.module.css";

const shownAtFirst = 5;

/** Stores with their addresses; a long list opens on demand. */
export function StoreList({ stores }: { stores: readonly Store[] }) {
  const { t } = useTranslation("member");
  const [isOpen, setOpen] = useState(false);
  const isLong = stores.length > shownAtFirst + 1;
  const shown = isOpen || !isLong ? stores : stores.slice(0, shownAtFirst);
  return (
    <>
      <ul className={cards.rows}>
        {shown.map((store) => (
          <li key={store.id} className={cards.row}>
            <OneStore store={store} />
          </li>
        ))}
      </ul>
      {isLong && !isOpen && (
        <Button kind="plain" onPress={() => setOpen(true)}>
          {t("campaigns.allStores", { count: stores.length })}
        </Button>
      )}
    </>
  );
}

function OneStore({ store: { name, address, position, badge } }: { store: Store }) {
  const { t } = useTranslation("member");
  const point = readMapPoint(position);
  const words = [address, point === undefined ? position : ""].filter((part) => part !== "").join(" · ");
  return (
    <div>
      <p>{name}</p>
      {badge && <p className={cards.badge}>{t("campaigns.badge")}</p>}
      <p className={cards.soft}>{words}</p>
      {point && (
        <a className={cards.link} href={mapLink(point, name)} target="_blank" rel="noreferrer">
          {t("campaigns.map")}
          <span className={cards.quiet}>{name}</span>
        </a>
      )}
    </div>
  );
}
