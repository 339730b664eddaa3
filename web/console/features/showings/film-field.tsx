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
  const [title, setTitle] = useState("");
  const [minutes, setMinutes] = useState<number | null>(null);
  const add = useAct({
    run: () =>
      unwrap(api.POST("/api/staff/activities/films", { body: { organisationId, title: title.trim(), minutes } })),
    touches: everything,
    onDone: (film) => {
      onChange?.(film.id);
      setTitle("");
    },
  });
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
      <Flex gap={8} wrap>
        <Input
          aria-label={t("showings.newFilm")}
          placeholder={t("showings.newFilm")}
          maxLength={60}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          style={{ flex: "1 1 140px" }}
        />
        <InputNumber
          aria-label={t("showings.field.minutes")}
          placeholder={t("showings.field.minutes")}
          min={1}
          max={600}
          value={minutes}
          onChange={setMinutes}
        />
        <Button disabled={title.trim() === ""} loading={add.isPending} onClick={() => add.mutate()}>
          {t("showings.addFilm")}
        </Button>
      </Flex>
    </Flex>
  );
}
