import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Breadcrumb, Card, Descriptions, Tree, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PastBranch } from "../../../shared/api-types/index.ts";
import { useMe } from "../../shared/me.ts";
import { organisationQuery } from "../../shared/organisations.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useShow } from "../../shared/use-show.ts";
import { OfficersTab } from "./officers-tab.tsx";
import styles from "./organisations.module.css";
import { pastBranchQuery, pastQuery } from "./organisations.queries.ts";

interface Node {
  key: string;
  name: string;
  /** At the end of a branch that is longer than what has been asked for. */
  moreOf?: string;
  isLeaf: boolean;
  children?: Node[];
}

interface PastViewProps {
  day: string;
  root: string;
  chosen: string;
  onChoose: (id: string) => void;
}

/** The tree below one organisation as it was on a day, and one of them beside it. */
export function PastView({ day, root, chosen, onChoose }: PastViewProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <>
      <Alert
        type="info"
        showIcon
        style={{ marginBottom: 16 }}
        title={t("organisations.pastShown", { day: show.date(day) })}
      />
      <div className={styles.columns}>
        <Card className={styles.tree ?? ""}>
          <PastTree day={day} root={root} chosen={chosen} onChoose={onChoose} />
        </Card>
        <PastDetail key={chosen} day={day} id={chosen} />
      </div>
    </>
  );
}

function PastTree({ day, root, chosen, onChoose }: PastViewProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState([root]);
  const top = useQuery(organisationQuery(root));
  const [pages, setPages] = useState(new Map<string, number>());
  const branches = useQueries({ queries: open.map((id) => pastBranchQuery(id, day, pages.get(id) ?? 1)) });
  const below = new Map(open.map((id, index) => [id, branches[index]?.data]));
  const grow = (one: Pick<PastBranch, "id" | "name" | "children">): Node => {
    const branch = below.get(one.id);
    const node = { key: one.id, name: one.name, isLeaf: one.children === 0 };
    if (branch === undefined) return node;
    const more = { key: `more ${one.id}`, name: t("organisations.showMore"), moreOf: one.id, isLeaf: true };
    return { ...node, children: [...branch.items.map(grow), ...(branch.next === null ? [] : [more])] };
  };
  const choose = ({ key, moreOf }: Node) => {
    if (moreOf === undefined) onChoose(key);
    else setPages((now) => new Map(now).set(moreOf, (now.get(moreOf) ?? 1) + 1));
  };
  return (
    <QueryView query={top}>
      {(now) => (
        <Tree<Node>
          aria-label={t("organisations.title")}
          blockNode
          treeData={[{ ...grow(now), isLeaf: false }]}
          expandedKeys={open}
          onExpand={(keys) => setOpen(keys.map(String))}
          selectedKeys={[chosen]}
          onSelect={(_, { node }) => choose(node)}
          titleRender={({ name }) => name}
        />
      )}
    </QueryView>
  );
}

function PastDetail({ day, id }: { day: string; id: string }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const past = useQuery(pastQuery(id, day));
  const me = useMe();
  const may = (permission: string) => me?.permissions.includes(permission) === true;
  return (
    <QueryView query={past}>
      {(one) => (
        <Card title={one.name}>
          <Breadcrumb
            style={{ marginBottom: 16 }}
            items={one.path.map((step) => ({ key: step.id, title: step.name }))}
          />
          <Descriptions
            column={1}
            items={[
              { key: "kind", label: t("organisations.kindLabel"), children: t(`organisations.kind.${one.kind}`) },
              { key: "state", label: t("organisations.stateLabel"), children: t(`organisations.state.${one.state}`) },
              { key: "children", label: t("organisations.children"), children: show.number(one.children) },
            ]}
          />
          {may("people.view") && (
            <Link to="/people" search={{ org: id, day }}>
              {t("organisations.peopleThen")}
            </Link>
          )}
          {may("staff.view") && (
            <>
              <Typography.Title level={5} style={{ marginTop: 16 }}>
                {t("organisations.officersThen")}
              </Typography.Title>
              <OfficersTab id={id} day={day} />
            </>
          )}
        </Card>
      )}
    </QueryView>
  );
}
