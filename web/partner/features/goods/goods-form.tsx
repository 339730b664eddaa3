import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { GoodsChoices, OfferedGoods } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { tillGoodsQuery } from "../../shared/till.queries.ts";
import { Choice } from "./choice.tsx";
import styles from "./goods.module.css";
import { offersQuery } from "./goods.queries.ts";
import { fieldsOf, type GoodsFields, inputOf, pricePattern } from "./goods-form.rules.ts";
import { usePicture } from "./use-picture.ts";

interface GoodsFormProps {
  /** Undefined for other goods than those that are there. */
  goods: OfferedGoods | undefined;
  choices: GoodsChoices;
  onDone: () => void;
}

/** The text and the picture of goods; handing it in asks the union to allow it. */
export function GoodsForm({ goods, choices, onDone }: GoodsFormProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [fields, setFields] = useState(() => fieldsOf(goods, choices, serverClock.now()));
  const { upload, preview, pictureFileId } = usePicture(goods?.pictureFileId ?? null);
  const offer = useOffer(goods?.id, onDone);
  const error = upload.error ?? offer.error;
  const change = (part: Partial<GoodsFields>) => setFields({ ...fields, ...part });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        offer.mutate(inputOf(fields, pictureFileId));
      }}
    >
      <h1 className={styles.title}>{t(goods ? "partner:goods.editTitle" : "partner:goods.addTitle")}</h1>
      {goods && <p className={form.info}>{t("partner:goods.editAbout")}</p>}
      <Field
        label={t("partner:goods.picture")}
        type="file"
        accept="image/*"
        help={t(pictureFileId ? "partner:goods.pictureThere" : "partner:goods.pictureHelp")}
        required={pictureFileId === null}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          const file = event.target.files?.[0];
          if (file) upload.mutate(file);
        }}
      />
      {preview && <img className={styles.preview} src={preview} alt={t("partner:goods.preview")} />}
      <TextFields fields={fields} onChange={change} />
      <Places fields={fields} choices={choices} onChange={change} />
      {error && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <Button primary type="submit" busy={offer.isPending || upload.isPending}>
        {t("partner:goods.submit")}
      </Button>
      <Button onClick={onDone}>{t("shared:cancel")}</Button>
    </form>
  );
}

interface PartProps {
  fields: GoodsFields;
  onChange: (part: Partial<GoodsFields>) => void;
}

function TextFields({ fields, onChange }: PartProps) {
  const { t } = useTranslation("partner");
  const text = (name: "name" | "origin" | "unit", maxLength: number) => (
    <Field
      label={t(`goods.${name}`)}
      value={fields[name]}
      maxLength={maxLength}
      required={name !== "unit"}
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      {text("name", 60)}
      {text("origin", 40)}
      <Field
        label={t("goods.price")}
        inputMode="decimal"
        value={fields.price}
        pattern={pricePattern}
        title={t("goods.priceHelp")}
        required
        onChange={(event) => onChange({ price: event.target.value })}
      />
      {text("unit", 20)}
      <div className={form.field}>
        <label htmlFor="goods-about">{t("goods.about")}</label>
        <textarea
          id="goods-about"
          className={styles.about}
          rows={4}
          maxLength={2000}
          value={fields.about}
          onChange={(event) => onChange({ about: event.target.value })}
        />
      </div>
    </>
  );
}

/** With which vouchers, where and when. */
function Places({ fields, choices, onChange }: PartProps & { choices: GoodsChoices }) {
  const { t } = useTranslation("partner");
  const kinds = choices.campaigns.find(({ id }) => id === fields.campaignId)?.kinds ?? [];
  const day = (name: "startsOn" | "endsOn") => (
    <Field
      label={t(`goods.${name}`)}
      type="date"
      value={fields[name]}
      min={name === "endsOn" ? fields.startsOn : undefined}
      required
      onChange={(event) => onChange({ [name]: event.target.value })}
    />
  );
  return (
    <>
      <Choice
        label={t("goods.campaign")}
        options={choices.campaigns.map(({ id, title }) => ({ id, name: title }))}
        value={fields.campaignId}
        onChange={(campaignId) => onChange({ campaignId, kindId: "" })}
      />
      <Choice
        label={t("goods.kind")}
        all={t("goods.allKinds")}
        options={kinds.map(({ id, title }) => ({ id, name: title }))}
        value={fields.kindId}
        onChange={(kindId) => onChange({ kindId })}
      />
      <Choice
        label={t("goods.store")}
        all={t("goods.allStores")}
        options={choices.stores}
        value={fields.storeId}
        onChange={(storeId) => onChange({ storeId })}
      />
      {day("startsOn")}
      {day("endsOn")}
    </>
  );
}

/** Hands in new goods, or another text for those with an id. */
function useOffer(goodsId: string | undefined, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReturnType<typeof inputOf>) =>
      goodsId === undefined
        ? unwrap(api.POST("/api/till/goods-offers", { body }))
        : unwrap(api.PUT("/api/till/goods-offers/{goodsId}", { params: { path: { goodsId } }, body })),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: tillGoodsQuery.queryKey });
      await client.invalidateQueries({ queryKey: offersQuery.queryKey });
      onDone();
    },
  });
}
