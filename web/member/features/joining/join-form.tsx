import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnJoining } from "../../../shared/api-types/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { Choice } from "../../ui/choice.tsx";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { ChooseDistrict } from "./choose-district.tsx";
import { ChooseUnion } from "./choose-union.tsx";
import { Consent } from "./consent.tsx";
import { faultOf, today } from "./id-fault.ts";
import styles from "./joining.module.css";
import { joiningQuery } from "./joining.query.ts";
import { useDraft } from "./use-draft.ts";

const forms = ["platform", "flexible", "standard", "dispatched"] as const;

/** The application: three fields are asked for, the rest only helps to find the right union. */
export function JoinForm({ own }: { own: OwnJoining }) {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const draft = useDraft();
  const [name, setName] = useState(own.name);
  const [idNumber, setIdNumber] = useState("");
  const [employer, setEmployer] = useState(own.employerName);
  const [platform, setPlatform] = useState(own.platformName);
  const [form, setForm] = useState(forms.find((one) => one === own.employmentForm) ?? "platform");
  const [union, setUnion] = useState(own.organisationId);
  const [agreed, setAgreed] = useState(false);
  const [isLooked, setLooked] = useState(false);
  const idFault = faultOf(idNumber, { has: own.idMasked !== "", today: today() });
  const submit = useMutation({
    mutationFn: async () => {
      await draft.flush();
      return unwrap(api.POST("/api/joining/submit", { body: { consent: own.consent } }));
    },
    onSuccess: (sent) => client.setQueryData(joiningQuery.queryKey, sent),
  });
  const isReady = name.trim() !== "" && idFault === undefined && union !== null && agreed;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (isReady) submit.mutate();
  };
  const problem = submit.error ?? draft.error;
  return (
    <form onSubmit={onSubmit} noValidate>
      <p className={cards.soft}>{t("joining.intro", { phone: own.phoneMasked })}</p>
      <Field
        label={t("joining.name")}
        value={name}
        onChange={(text) => {
          setName(text);
          draft.keep({ name: text });
        }}
        error={isLooked && name.trim() === "" ? t("joining.nameMissing") : undefined}
        input={{ type: "text", autoComplete: "name", maxLength: 60 }}
      />
      <Field
        label={t("joining.idNumber")}
        hint={own.idMasked === "" ? t("joining.idHint") : t("joining.idKept", { number: own.idMasked })}
        value={idNumber}
        onChange={(text) => {
          setIdNumber(text);
          draft.keep({ idNumber: text });
        }}
        error={(isLooked || idNumber.length >= 18) && idFault ? t(`joining.idFault.${idFault}`) : undefined}
        input={{ type: "text", autoComplete: "off", maxLength: 22 }}
      />
      <Choice
        legend={t("joining.work")}
        options={forms.map((value) => ({ value, label: t(`joining.form.${value}`) }))}
        value={form}
        onChange={(employmentForm) => {
          setForm(employmentForm);
          draft.keep({ employmentForm });
        }}
      />
      <Field
        label={t("joining.platform")}
        hint={t("joining.platformHint")}
        value={platform}
        onChange={(text) => {
          setPlatform(text);
          draft.keep({ platformName: text });
        }}
        input={{ type: "text", autoComplete: "off", maxLength: 60 }}
      />
      <Field
        label={t("joining.employer")}
        hint={t("joining.optional")}
        value={employer}
        onChange={(text) => {
          setEmployer(text);
          draft.keep({ employerName: text });
        }}
        input={{ type: "text", autoComplete: "organization", maxLength: 120 }}
      />
      <ChooseDistrict chosen={own.districtName} onChange={(districtId) => draft.keep({ districtId })} />
      <div className={cards.card}>
        <ChooseUnion
          own={own}
          value={union}
          onChange={(organisationId) => {
            setUnion(organisationId);
            draft.keep({ organisationId });
          }}
        />
      </div>
      <Consent agreed={agreed} onChange={setAgreed} />
      <p className={styles.kept} role="status">
        {t(draft.isKept ? "joining.kept" : "joining.keeping")}
      </p>
      {isLooked && !isReady && (
        <p className={styles.kept} role="alert">
          {t(missing({ name, idFault, union }))}
        </p>
      )}
      {problem && <ProblemNotice error={problem} />}
      <Button type="submit" disabled={submit.isPending}>
        {t(submit.isPending ? "joining.submitting" : "joining.submit")}
      </Button>
    </form>
  );
}

function missing(given: { name: string; idFault: string | undefined; union: string | null }) {
  if (given.name.trim() === "") return "joining.nameMissing";
  if (given.idFault !== undefined) return "joining.idMissing";
  return given.union === null ? "joining.unionMissing" : "joining.consentMissing";
}
