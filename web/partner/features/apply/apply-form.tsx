import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { creditCodeDoubt } from "../../../../wire/credit-code.ts";
import { api, unwrap } from "../../../shared/api.ts";
import type { ApplicationDesk } from "../../../shared/api-types/index.ts";
import { Button } from "../../../shared/hand/button.tsx";
import { Field } from "../../../shared/hand/field.tsx";
import form from "../../../shared/hand/form.module.css";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { shrinkPicture } from "../../../shared/shrink-picture.ts";
import { type ApplyingStore, newStore, StoreFields } from "./store-fields.tsx";

interface ApplyFormProps {
  desk: ApplicationDesk;
  phone: string;
  onSent: (applications: ApplicationDesk["applications"]) => void;
}

const texts = ["legalName", "tradeName", "creditCode", "creditCodeReason", "contactName", "trade"] as const;
type Texts = Record<(typeof texts)[number], string>;
const lengths: Record<keyof Texts, number> = {
  legalName: 100,
  tradeName: 60,
  creditCode: 30,
  creditCodeReason: 200,
  contactName: 40,
  trade: 40,
};
const noTexts: Texts = {
  legalName: "",
  tradeName: "",
  creditCode: "",
  creditCodeReason: "",
  contactName: "",
  trade: "",
};

/** The company, its stores and its licence. */
export function ApplyForm({ desk, phone, onSent }: ApplyFormProps) {
  const { t } = useTranslation("partner");
  const problemText = useProblemText();
  const id = useId();
  const [organisationId, setUnion] = useState(desk.unions[0]?.id ?? "");
  const [values, setValues] = useState(noTexts);
  const [stores, setStores] = useState(() => [newStore()]);
  const { licenceFileId, upload } = useLicence(desk.ticket, organisationId);
  const doubt = values.creditCode.trim() === "" ? undefined : creditCodeDoubt(values.creditCode);
  const apply = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/api/partner/applications", {
          body: {
            ...{ ...values, stores: stores.map(({ id: _, ...store }) => store), organisationId, phone },
            ...{ ticket: desk.ticket, licenceFileId: licenceFileId ?? null },
          },
        }),
      ),
    onSuccess: onSent,
  });
  const field = (name: keyof Texts, required = true) => (
    <Field
      label={t(`apply.${name}`)}
      value={values[name]}
      maxLength={lengths[name]}
      required={required}
      onChange={(event) => setValues({ ...values, [name]: event.target.value })}
    />
  );
  const setStore = (changed: ApplyingStore) =>
    setStores((all) => all.map((store) => (store.id === changed.id ? changed : store)));
  const error = apply.error ?? upload.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate();
      }}
    >
      <div className={form.field}>
        <label htmlFor={id}>{t("apply.union")}</label>
        <select id={id} value={organisationId} onChange={(event) => setUnion(event.target.value)}>
          {desk.unions.map((union) => (
            <option key={union.id} value={union.id}>
              {union.name}
            </option>
          ))}
        </select>
      </div>
      {field("legalName")}
      {field("tradeName")}
      {field("creditCode")}
      {doubt && (
        <>
          <p role="status" className={form.info}>
            {t(`apply.doubt.${doubt}`)}
          </p>
          {field("creditCodeReason", false)}
        </>
      )}
      {field("contactName")}
      {field("trade")}
      {stores.map((store) => (
        <StoreFields
          key={store.id}
          store={store}
          onChange={setStore}
          {...(stores.length > 1 && { onRemove: () => setStores(stores.filter((one) => one !== store)) })}
        />
      ))}
      {stores.length < 50 && <Button onClick={() => setStores([...stores, newStore()])}>{t("apply.addStore")}</Button>}
      <Field
        label={t("apply.licence")}
        type="file"
        accept="image/jpeg,image/png,image/webp,application/pdf"
        help={licenceFileId !== undefined && t("apply.licenceThere")}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          const file = event.target.files?.[0];
          if (file) upload.mutate(file);
        }}
      />
      {error && (
        <p role="alert" className={form.problem}>
          {problemText(error)}
        </p>
      )}
      <Button primary type="submit" busy={apply.isPending || upload.isPending}>
        {t("apply.submit")}
      </Button>
    </form>
  );
}

/** Sends the licence at once; a photo is made smaller on the phone. */
function useLicence(ticket: string, organisationId: string) {
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const small = file.type === "application/pdf" ? file : await shrinkPicture(file).catch(() => file);
      return unwrap(
        api.POST("/api/partner/applications/licence", {
          params: { query: { ticket, organisationId } },
          // The document describes a file as text; what is sent is the form made here.
          body: { file: "" },
          bodySerializer: () => {
            const body = new FormData();
            body.append("file", small, file.name);
            return body;
          },
        }),
      );
    },
  });
  return { upload, licenceFileId: upload.data?.id };
}
