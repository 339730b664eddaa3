import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Store } from "../../shared/api-types/index.ts";
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
            <div>
              <p>{store.name}</p>
              <p className={cards.soft}>{store.address}</p>
            </div>
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
