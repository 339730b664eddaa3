import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Redemption } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import styles from "./receipt-panel.module.css";
import { type ReceiptOf, useAddPhoto, useAddReceipt, useWaitingPhotos } from "./use-receipts.ts";

interface ReceiptPanelProps {
  of: ReceiptOf;
  asked: Redemption["receiptAsked"];
  receipt: string | null;
  /** Photos that the server has. */
  photos: number;
}

/** The shop's receipt, as far as the campaign asks for it: its number, and a photo that may wait for the network. */
export function ReceiptPanel({ of, asked, receipt, photos }: ReceiptPanelProps) {
  const { t } = useTranslation(["partner", "shared"]);
  const waiting = (useWaitingPhotos().data ?? []).filter((one) =>
    "redemptionId" in of ? one.redemptionId === of.redemptionId : one.localId === of.localId,
  ).length;
  const needsNumber = (asked === "number" || asked === "both") && receipt === null;
  const needsPhoto = (asked === "photo" || asked === "both") && photos + waiting === 0;
  if (asked === "none") return null;
  return (
    <section className={styles.panel} aria-label={t("partner:receipt.title")}>
      <h2>{t("partner:receipt.title")}</h2>
      {receipt !== null && <p className={styles.done}>✓ {t("partner:receipt.has", { receipt })}</p>}
      {needsNumber && <NumberForm of={of} />}
      {photos + waiting > 0 && (
        <p className={styles.done}>
          ✓ {t("partner:receipt.photos", { count: photos + waiting })}
          {waiting > 0 && ` · ${t("partner:receipt.photoWaits")}`}
        </p>
      )}
      {needsPhoto && <PhotoButton of={of} />}
      {(needsNumber || needsPhoto) && <small>{t("partner:receipt.later")}</small>}
    </section>
  );
}

function NumberForm({ of }: { of: ReceiptOf }) {
  const { t } = useTranslation(["partner", "shared"]);
  const problemText = useProblemText();
  const [typed, setTyped] = useState("");
  const add = useMutation({ mutationFn: useAdding(of) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "") add.mutate(typed.trim());
      }}
    >
      <Field
        label={t("partner:receipt.number")}
        autoComplete="off"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {add.isError && (
        <p role="alert" className={form.problem}>
          {problemText(add.error)}
        </p>
      )}
      <Button type="submit" busy={add.isPending} disabled={typed.trim() === ""}>
        {t("partner:receipt.save")}
      </Button>
    </form>
  );
}

function useAdding(of: ReceiptOf) {
  const add = useAddReceipt();
  return (receipt: string) => add(of, receipt);
}

function PhotoButton({ of }: { of: ReceiptOf }) {
  const { t } = useTranslation("partner");
  const id = useId();
  const addPhoto = useAddPhoto();
  const add = useMutation({ mutationFn: (file: Blob) => addPhoto(of, file) });
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file) add.mutate(file);
  };
  return (
    <div className={styles.photo}>
      <input id={id} type="file" accept="image/*" capture="environment" onChange={choose} disabled={add.isPending} />
      <label htmlFor={id}>{t(add.isPending ? "receipt.photoBusy" : "receipt.photo")}</label>
      {add.isError && (
        <p role="alert" className={form.problem}>
          {t("receipt.photoFailed")}
        </p>
      )}
    </div>
  );
}
