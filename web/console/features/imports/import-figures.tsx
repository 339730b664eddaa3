import { Card, Flex, Statistic } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";

const before = ["insert", "update", "unchanged", "conflict", "refused"] as const;
const after = ["applied", "stale", "undone", "kept", "refused"] as const;

/** What the file does to the register, in figures. */
export function ImportFigures({ import_: { counts, state } }: { import_: Import }) {
  const { t } = useTranslation("console");
  const names = ["applied", "undo_asked", "undone", "undoing"].includes(state) ? after : before;
  return (
    <Flex gap={12} wrap style={{ marginBottom: 16 }}>
      {names
        .filter((name, at) => at === 0 || names === before || counts[name] > 0)
        .map((name) => (
          <Card key={name} size="small" style={{ minWidth: 116, flex: "1 1 116px" }}>
            <Statistic title={t(`imports.count.${name}`)} value={counts[name]} />
          </Card>
        ))}
    </Flex>
  );
}
