import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { OwnData } from "../../../shared/api-types/index.ts";
import { formatDay } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { Field } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { dataQuery } from "./data.query.ts";

const fields = [
  ...(["name", "employer_name", "work_type", "skill_level", "title"] as const),
  ...(["education", "ethnicity", "politics", "other"] as const),
];
type CorrectionField = (typeof fields)[number];

/** Asking the union to put something right, and what has become of it. */
export function Corrections({ list }: { list: OwnData["corrections"] }) {
  const { t } = useTranslation("member");
  return (
    <>
      <AskCorrection />
      {list.length > 0 && (
        <section className={cards.card}>
          <h2 className={cards.strong}>{t("data.asked")}</h2>
          <ul className={cards.dotted}>
            {list.map((one) => (
              <Correction key={one.id} one={one} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function AskCorrection() {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const [field, setField] = useState<CorrectionField>();
  const [said, setSaid] = useState("");
  const [isLooked, setLooked] = useState(false);
  const ask = useMutation({
    mutationFn: (body: { field: CorrectionField; said: string }) =>
      unwrap(api.POST("/api/member/data/corrections", { body })),
    onSuccess: (own) => {
      client.setQueryData(dataQuery.queryKey, own);
      setField(undefined);
      setSaid("");
      setLooked(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLooked(true);
    if (field !== undefined && said.trim() !== "") ask.mutate({ field, said });
  };
  const isMissing = field === undefined || said.trim() === "";
  return (
    <form className={cards.card} onSubmit={submit} noValidate>
      <h2 className={cards.strong}>{t("data.correct")}</h2>
      <p className={classes(cards.soft, cards.after)}>{t("data.correctAbout")}</p>
      <Select
        label={t("data.correctTitle")}
        empty={t("data.chooseField")}
        value={field ?? ""}
        onChange={(value) => setField(fields.find((one) => one === value))}
        options={fields.map((value) => ({ value, label: t(`data.field.${value}`) }))}
      />
      <Field
        label={t("data.said")}
        value={said}
        onChange={setSaid}
        error={isLooked && isMissing ? t("data.saidMissing") : undefined}
        input={{ type: "text", autoComplete: "off", maxLength: 200 }}
      />
      {ask.isError && <ProblemNotice error={ask.error} />}
      <Button type="submit" kind="outline" disabled={ask.isPending}>
        {t("data.send")}
      </Button>
    </form>
  );
}

function Correction({ one }: { one: OwnData["corrections"][number] }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const back = useMutation({
    mutationFn: () => {
      const params = { path: { correctionId: one.id } };
      return unwrap(api.POST("/api/member/data/corrections/{correctionId}/withdraw", { params }));
    },
    onSuccess: (own) => client.setQueryData(dataQuery.queryKey, own),
  });
  return (
    <li>
      {t(`data.field.${one.field}`)} {one.said} · {t(`data.correction.${one.state}`)}
      {one.answer !== null && <p className={cards.soft}>{one.answer}</p>}
      {one.clock !== null && (
        <p className={cards.soft}>{t("data.due", { day: formatDay(language, `${one.clock.dueOn}T12:00:00+08:00`) })}</p>
      )}
      {back.isError && <ProblemNotice error={back.error} />}
      {one.state === "waiting" && (
        <button type="button" className={cards.textButton} disabled={back.isPending} onClick={() => back.mutate()}>
          {t("data.withdraw")}
        </button>
      )}
    </li>
  );
}
