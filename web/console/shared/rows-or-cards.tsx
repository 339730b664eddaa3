import { Grid, Table } from "antd";
import type { ColumnType } from "antd/es/table";
import type { ReactNode } from "react";
import styles from "./rows-or-cards.module.css";

interface RowsOrCardsProps<Row> {
  items: readonly Row[];
  /** The first says which row it is. */
  columns: readonly ColumnType<Row>[];
  /** From this width on a table is read without scrolling. */
  width?: number;
  label: string;
}

/** A table on a desk; on a phone a card for each row, so that nothing has to be scrolled sideways. */
export function RowsOrCards<Row extends { id: string }>(props: RowsOrCardsProps<Row>) {
  const isPhone = Grid.useBreakpoint().sm === false;
  const { items, columns, width = 720 } = props;
  if (isPhone) return <Cards {...props} />;
  return (
    <Table
      rowKey="id"
      size="small"
      dataSource={[...items]}
      columns={[...columns]}
      pagination={false}
      scroll={{ x: width }}
    />
  );
}

function Cards<Row extends { id: string }>({ items, columns, label }: RowsOrCardsProps<Row>) {
  const [head, ...others] = columns;
  return (
    <ul className={styles.cards} aria-label={label}>
      {items.map((row, at) => (
        <li key={row.id} className={styles.card}>
          {head && <strong>{shownIn(head, row, at)}</strong>}
          <dl className={styles.facts}>
            {others.map((column) => {
              const shown = shownIn(column, row, at);
              return (
                !isBlank(shown) && (
                  <div key={String(column.key ?? column.dataIndex)}>
                    <dt>{column.title as ReactNode}</dt>
                    <dd>{shown}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** What a cell shows, as the table would show it. */
function shownIn<Row>({ dataIndex, render }: ColumnType<Row>, row: Row, at: number): ReactNode {
  const value = typeof dataIndex === "string" ? row[dataIndex as keyof Row] : undefined;
  return (render === undefined ? value : render(value, row, at)) as ReactNode;
}

const isBlank = (shown: ReactNode): boolean =>
  shown === null || shown === undefined || shown === "" || (Array.isArray(shown) && shown.length === 0);
