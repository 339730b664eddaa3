import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { inboxQuery } from "../../features/inbox/inbox.query.ts";
import { InboxMessage } from "../../features/inbox/inbox-message.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty, ProblemNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { Waiting } from "../../ui/waiting.tsx";

/** The member's messages. */
export function InboxPage() {
  const { t } = useTranslation("member");
  const client = useQueryClient();
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(inboxQuery);
  const readAll = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/inbox/read-all")),
    onSuccess: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
  const messages = data?.pages.flatMap((page) => page.items) ?? [];
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <Page title={t("inbox.title")} up="/me">
      {isError && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {readAll.isError && <ProblemNotice error={readAll.error} />}
      {isPending && <Waiting />}
      {unread > 0 && (
        <Button kind="plain" disabled={readAll.isPending} onPress={() => readAll.mutate()}>
          {t("inbox.readAll")}
        </Button>
      )}
      {messages.map((message) => (
        <InboxMessage key={message.id} message={message} />
      ))}
      {data && messages.length === 0 && <Empty>{t("inbox.empty")}</Empty>}
      {hasNextPage && (
        <Button kind="outline" disabled={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t("inbox.more")}
        </Button>
      )}
    </Page>
  );
}
