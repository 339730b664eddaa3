import { useTranslation } from "react-i18next";
import { sheetKinds } from "./sheet-kinds.ts";

/** What a kind of table is called; one of a newer server by its own word. */
export function KindName({ kind }: { kind: string }) {
  const { t } = useTranslation("console");
  const known = sheetKinds.find((one) => one === kind);
  return <>{known === undefined ? kind : t(`imports.kind.${known}`)}</>;
}
