import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Badge, Button, Drawer, Empty, Flex, List } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ToneTag } from "../../shared/tone-tag.tsx";
import { useShow } from "../../shared/use-show.ts";
import { electionsQuery } from "./organisations.queries.ts";

/** Whose committees are to be elected within ninety days, or should have been. */
export function Elections() {
  const { t } = useTranslation("console");
  const show = useShow();
  const [open, setOpen] = useState(false);
  const items = useQuery(electionsQuery).data?.items ?? [];
  const left = (days: number) =>
    days < 0 ? t("organisations.overdue", { days: -days }) : t("organisations.daysLeft", { days });
  return (
    <>
      <Badge count={items.length}>
        <Button onClick={() => setOpen(true)}>{t("organisations.elections")}</Button>
      </Badge>
      <Drawer open={open} onClose={() => setOpen(false)} size={440} title={t("organisations.elections")}>
        {items.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("organisations.noElections")} />
        ) : (
          <List
            dataSource={items}
            rowKey={({ organisation }) => organisation.id}
            renderItem={({ organisation, dueOn, daysLeft }) => (
              <List.Item>
                <Flex vertical gap={4} align="start">
                  <Link to="/organisations" search={{ at: organisation.id }} onClick={() => setOpen(false)}>
                    {organisation.name}
                  </Link>
                  <span>
                    {show.date(dueOn)} <ToneTag tone={daysLeft < 0 ? "bad" : "waiting"}>{left(daysLeft)}</ToneTag>
                  </span>
                </Flex>
              </List.Item>
            )}
          />
        )}
      </Drawer>
    </>
  );
}
