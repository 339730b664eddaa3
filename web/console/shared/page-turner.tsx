import { Button, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { useSetSearch } from "./use-set-search.ts";

/** Below a list that comes in pages: to the first, to the next. The address keeps where one is (`after`). */
export function PageTurner({ after, next }: { after: string | undefined; next: string | null }) {
  const { t } = useTranslation("console");
  const search = useSetSearch();
  if (!after && !next) return null;
  return (
    <Flex gap={8} justify="end" style={{ marginTop: 12 }}>
      {after && <Button onClick={() => search({ after: undefined })}>{t("people.firstPage")}</Button>}
      {next && <Button onClick={() => search({ after: next })}>{t("people.nextPage")}</Button>}
    </Flex>
  );
}
