import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Card, Flex } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { DeadlineTag } from "../../shared/deadline-tag.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useQuarterName } from "../../shared/use-quarter-name.ts";
import { reviewsKey, reviewsQuery } from "./review.queries.ts";

/** How far the quarter's review of duties has come, and the way to it and to those before. */
export function Reviews() {
  const { t } = useTranslation("console");
  const quarterName = useQuarterName();
  const { data } = useQuery(reviewsQuery);
  const open = useAct({
    run: () => unwrap(api.POST("/api/staff/duty-reviews")),
    done: t("duties.review.opened"),
    touches: [reviewsKey, ["waiting"]],
  });
  if (data === undefined || (data.items.length === 0 && !data.can.open)) return null;
  const start = data.can.open && (
    <Button loading={open.isPending} onClick={() => open.mutate()}>
      {t("duties.review.open")}
    </Button>
  );
  return (
    <Card size="small" title={t("duties.review.title")} extra={start} style={{ marginBottom: 16 }}>
      {data.items.length === 0 && t("duties.review.about")}
      {data.items.slice(0, 5).map(({ id, quarter, lines, done, mine, clock }) => (
        <Flex key={id} gap={12} wrap align="center">
          <Link to="/duties/reviews/$reviewId" params={{ reviewId: id }}>
            {quarterName(quarter)}
          </Link>
          <span>{t("duties.review.progress", { done, lines })}</span>
          {done < lines && <DeadlineTag clock={clock} />}
          {mine > 0 && <strong>{t("duties.review.mine", { mine })}</strong>}
        </Flex>
      ))}
    </Card>
  );
}
