import { useTranslation } from "react-i18next";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import { readMapPoint, writeMapPoint } from "../../../shared/map-point.ts";
import { randomUuid } from "../../../shared/random-uuid.ts";
import styles from "./store-fields.module.css";
import { useWhere } from "./use-where.ts";

export interface ApplyingStore {
  /** The form's own: rows come and go. */
  id: string;
  name: string;
  address: string;
  position: string;
  phone: string;
}

export const newStore = (): ApplyingStore => ({ id: randomUuid(), name: "", address: "", position: "", phone: "" });

/** A shop's own number: switchboards and extensions too. Written so that old and new browsers read it alike. */
const dialled = "[0-9+\\(\\)\\-\\s\\u8f6c,\\uff0c]*";

interface StoreFieldsProps {
  store: ApplyingStore;
  onChange: (store: ApplyingStore) => void;
  /** Missing while it is the only one. */
  onRemove?: () => void;
}

/** One store: where it is in words, and on the map for who stands in it with the phone. */
export function StoreFields({ store, onChange, onRemove }: StoreFieldsProps) {
  const { t } = useTranslation("partner");
  const where = useWhere((point) => onChange({ ...store, position: writeMapPoint(point) }));
  const change = (name: keyof ApplyingStore) => (event: { target: { value: string } }) =>
    onChange({ ...store, [name]: event.target.value });
  const isPoint = readMapPoint(store.position) !== undefined;
  return (
    <fieldset className={styles.store}>
      <legend>{store.name || t("apply.oneStore")}</legend>
      <Field label={t("apply.storeName")} value={store.name} maxLength={60} required onChange={change("name")} />
      <Field
        label={t("apply.storeAddress")}
        value={store.address}
        maxLength={200}
        required
        onChange={change("address")}
      />
      <Field
        label={t("apply.storePosition")}
        help={isPoint ? t("apply.positionIsPoint") : t("apply.positionHelp")}
        value={store.position}
        maxLength={60}
        onChange={change("position")}
      />
      <Button busy={where.isAsking} onClick={where.ask}>
        {t("apply.useWhere")}
      </Button>
      <p role="status" className={styles.told}>
        {where.told && t(`apply.where.${where.told.what}`, { metres: where.told.metres ?? 0 })}
      </p>
      <Field
        label={t("apply.storePhone")}
        type="tel"
        value={store.phone}
        maxLength={30}
        pattern={dialled}
        title={t("apply.storePhoneHelp")}
        onChange={change("phone")}
      />
      {onRemove && <Button onClick={onRemove}>{t("apply.removeStore")}</Button>}
    </fieldset>
  );
}
