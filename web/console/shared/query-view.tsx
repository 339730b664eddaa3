import type { UseQueryResult } from "@tanstack/react-query";
import { Button, Empty, Result, Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api-problem.ts";
import { useProblemText } from "../../shared/i18n/problem-text.ts";

interface QueryViewProps<Data> {
  query: UseQueryResult<Data>;
  /** Shown instead of the content when `isEmpty` says so: what to do next. */
  empty?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  children: (data: Data) => ReactNode;
}

/** What the server was asked for, in each of its states: on its way, refused, failed, empty, there. */
export function QueryView<Data>({ query, empty, isEmpty, children }: QueryViewProps<Data>) {
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  if (query.data !== undefined) {
    if (!isEmpty?.(query.data)) return children(query.data);
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />;
  }
  if (!query.isError) return <Skeleton active paragraph={{ rows: 6 }} aria-label={t("loading")} />;
  const refused = query.error instanceof ApiProblem && query.error.status === 403;
  const again = (
    <Button type="primary" loading={query.isFetching} onClick={() => void query.refetch()}>
      {t("retry")}
    </Button>
  );
  return (
    <div role="alert">
      <Result
        status={refused ? "warning" : "info"}
        subTitle={problemText(query.error)}
        extra={refused ? null : again}
      />
    </div>
  );
}
