import type { Store } from "../../shared/api-types/index.ts";
import cards from "./card.module.css";

/** Stores with their addresses. */
export function StoreList({ stores }: { stores: readonly Store[] }) {
  return (
    <ul className={cards.rows}>
      {stores.map((store) => (
        <li key={store.id} className={cards.row}>
          <div>
            <p>{store.name}</p>
            <p className={cards.soft}>{store.address}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
