import { RedoOutlined, UndoOutlined } from "@ant-design/icons";
import { Button, Flex, InputNumber, Segmented, Select, Tooltip } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Cell, mostCols, mostRows, rowNamings, seatNumberings } from "../../../../wire/seat-map/index.ts";
import { type Drawing, presetOf, presets, resize } from "./drawing.rules.ts";
import styles from "./places.module.css";

export const tools = ["gap", "wheelchair", "blocked", "seat"] as const satisfies readonly Cell[];

interface BoardToolsProps {
  drawing: Drawing;
  tool: Cell;
  setTool: (tool: Cell) => void;
  draw: (next: (now: Drawing) => Drawing) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

/** Size, presets, what the pointer paints, numbering, and back. */
export function BoardTools({ drawing, tool, setTool, draw, undo, redo }: BoardToolsProps) {
  const { t } = useTranslation("console");
  const { numbering } = drawing;
  return (
    <Flex gap="8px 20px" wrap align="end" className={styles.tools}>
      <Labelled label={t("places.preset")}>
        {(id) => (
          <Select
            id={id}
            value={null}
            placeholder={t("places.choosePreset")}
            style={{ width: 220 }}
            options={presets.map((value) => ({ value, label: t(`places.presets.${value}`) }))}
            onChange={(preset) =>
              draw((now) => (preset === null ? now : { ...presetOf(preset), numbering: now.numbering }))
            }
          />
        )}
      </Labelled>
      <Size drawing={drawing} draw={draw} />
      <Labelled label={t("places.rowNames")}>
        {(id) => (
          <Select
            id={id}
            value={numbering.rows}
            style={{ width: 130 }}
            options={rowNamings.map((value) => ({ value, label: t(`places.rowNaming.${value}`) }))}
            onChange={(rows) => draw((now) => ({ ...now, numbering: { ...now.numbering, rows } }))}
          />
        )}
      </Labelled>
      <Labelled label={t("places.seatNumbers")}>
        {(id) => (
          <Select
            id={id}
            value={numbering.seats}
            style={{ width: 200 }}
            options={seatNumberings.map((value) => ({ value, label: t(`places.seatNumbering.${value}`) }))}
            onChange={(seats) => draw((now) => ({ ...now, numbering: { ...now.numbering, seats } }))}
          />
        )}
      </Labelled>
      <div>
        <div className={styles.label}>{t("places.brush")}</div>
        <Segmented<Cell>
          aria-label={t("places.brush")}
          value={tool}
          onChange={setTool}
          options={tools.map((value, index) => ({ value, label: `${index + 1} ${t(`places.cell.${value}`)}` }))}
        />
      </div>
      <Flex gap={8}>
        <Step label={t("places.undo")} icon={<UndoOutlined />} run={undo} />
        <Step label={t("places.redo")} icon={<RedoOutlined />} run={redo} />
      </Flex>
    </Flex>
  );
}

function Size({ drawing: { grid }, draw }: Pick<BoardToolsProps, "drawing" | "draw">) {
  const { t } = useTranslation("console");
  const rows = grid.length;
  const cols = grid[0]?.length ?? 0;
  const field =
    (value: number, max: number, change: (value: number) => { rows: number; cols: number }) => (id: string) => (
      <InputNumber
        id={id}
        min={1}
        max={max}
        precision={0}
        value={value}
        style={{ width: 76 }}
        onChange={(next) => {
          if (next !== null) draw((now) => resize(now, change(next)));
        }}
      />
    );
  return (
    <>
      <Labelled label={t("places.rows")}>{field(rows, mostRows, (next) => ({ rows: next, cols }))}</Labelled>
      <Labelled label={t("places.cols")}>{field(cols, mostCols, (next) => ({ rows, cols: next }))}</Labelled>
    </>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function Step({ label, icon, run }: { label: string; icon: React.ReactNode; run: (() => void) | undefined }) {
  return (
    <Tooltip title={label}>
      <Button icon={icon} aria-label={label} disabled={run === undefined} onClick={run} />
    </Tooltip>
  );
}
