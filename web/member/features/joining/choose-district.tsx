import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { districtsQuery } from "./joining.query.ts";

interface Props {
  /** What was chosen before; shown until another is. */
  chosen: string | null;
  onChange: (districtId: string) => void;
}

/** Where somebody lives or works, from the top down: each choice opens the next list. */
export function ChooseDistrict({ chosen, onChange }: Props) {
  const { t } = useTranslation("member");
  const [path, setPath] = useState<string[]>([]);
  const choose = (level: number, id: string) => {
    const next = [...path.slice(0, level), ...(id === "" ? [] : [id])];
    setPath(next);
    const deepest = next[next.length - 1];
    if (deepest !== undefined) onChange(deepest);
  };
  return (
    <>
      {chosen !== null && path.length === 0 && <p>{t("joining.districtNow", { district: chosen })}</p>}
      <Level parentId={undefined} value={path[0] ?? ""} level={0} onChoose={choose} />
      {path.map((id, at) => (
        <Level key={id} parentId={id} value={path[at + 1] ?? ""} level={at + 1} onChoose={choose} />
      ))}
    </>
  );
}

interface LevelProps {
  parentId: string | undefined;
  value: string;
  level: number;
  onChoose: (level: number, id: string) => void;
}

function Level({ parentId, value, level, onChoose }: LevelProps) {
  const { t } = useTranslation("member");
  const districts = useQuery(districtsQuery(parentId));
  if (districts.isError) return <ProblemNotice error={districts.error} onRetry={() => void districts.refetch()} />;
  const items = districts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Select
      label={t(level === 0 ? "joining.district" : "joining.districtBelow")}
      value={value}
      onChange={(id) => onChoose(level, id)}
      empty={t("joining.choose")}
      options={items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
