import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useAct } from "../../shared/use-act.ts";
import { everything, filmsQuery } from "./showings.queries.ts";

interface FilmFieldProps {
  /** Given by the form. */
  id?: string;
  value?: string;
  onChange?: (filmId: string) => void;
  organisationId: string;
}

/** Chooses a film, or adds one by its title and length. */
export function FilmField({ id, value, onChange, organisationId }: FilmFieldProps) {
  const { t } = useTranslation("console");
  const films = useQuery(filmsQuery);
  return (
    <Flex vertical gap={8}>
      <Select
        {...(id === undefined ? {} : { id })}
        showSearch={{ optionFilterProp: "label" }}
        value={value ?? null}
        placeholder={t("showings.noFilm")}
        onChange={(filmId: string | null) => filmId !== null && onChange?.(filmId)}
        options={(films.data?.items ?? []).map((film) => ({ value: film.id, label: film.title }))}
      />
      <NewFilm organisationId={organisationId} onAdded={(filmId) => onChange?.(filmId)} />
    </Flex>
  );
}

function NewFilm({ organisationId, onAdded }: { organisationId: string; onAdded: (filmId: string) => void }) {
  const { t } = useTranslation("console");
  const [title, setTitle] = useState("");
  const [minutes, setMinutes] = useState<number | null>(null);
  const add = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/activities/films", { body: { organisationId, title: title.trim(), minutes } })),
    touches: everything,
    onDone: (film) => {
      onAdded(film.id);
      setTitle("");
    },
  });
  const [newFilm, length] = [t("showings.newFilm"), t("showings.field.minutes")];
  return (
    <Flex gap={8} wrap>
      <Input
        {...{ "aria-label": newFilm, placeholder: newFilm, maxLength: 60, value: title }}
        onChange={(event) => setTitle(event.target.value)}
        style={{ flex: "1 1 140px" }}
      />
      <InputNumber
        {...{ "aria-label": length, placeholder: length, min: 1, max: 600, value: minutes }}
        onChange={setMinutes}
      />
      <Button disabled={title.trim() === ""} loading={add.isPending} onClick={() => add.mutate()}>
        {t("showings.addFilm")}
      </Button>
    </Flex>
  );
}
