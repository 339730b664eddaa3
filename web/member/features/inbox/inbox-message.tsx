import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { InboxItem } from "../../../shared/api-types/index.ts";
import { formatDayTime } from "../../../shared/format.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import cards from "../../ui/card.module.css";
import { classes } from "../../ui/classes.ts";
import { isOwnPage } from "../../ui/own-page.ts";
import { useMessageText } from "./message-text.ts";

/** One message; following its link marks it as read. */
export function InboxMessage({ message }: { message: InboxItem }) {
  const { t } = useTranslation("member");
  const language = useLanguage();
  const client = useQueryClient();
  const { title, body } = useMessageText()(message);
  const leadsOn = message.link !== null && isOwnPage(message.link);
  const read = useMutation({
    mutationFn: () => unwrap(api.POST("/api/member/inbox/{id}/read", { params: { path: { id: message.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["inbox"] }),
  });
  return (
    <article className={cards.card}>
      <h2 className={cards.strong}>
        {!message.readAt && <span className={cards.dot} role="img" aria-label={t("inbox.unread")} />}
        {title}
      </h2>
      <p>{body}</p>
      <p className={cards.sectionRow}>
        <time className={cards.soft} dateTime={message.createdAt}>
          {formatDayTime(language, message.createdAt)}
        </time>
        {leadsOn && (
          <Link to={message.link ?? "/"} className={classes(cards.link)} onClick={() => read.mutate()}>
            {t("inbox.open")}
          </Link>
        )}
        {!leadsOn && !message.readAt && (
          <Button kind="plain" block={false} disabled={read.isPending} onPress={() => read.mutate()}>
            {t("inbox.markRead")}
          </Button>
        )}
      </p>
    </article>
  );
}
