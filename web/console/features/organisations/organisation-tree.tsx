import { useQueryClient } from "@tanstack/react-query";
import { Tree } from "antd";
import { type Key, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { childrenQuery } from "../../shared/organisations.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./organisations.module.css";

interface OrganisationTreeProps {
  roots: Organisation[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

interface Node {
  key: string;
  organisation: Organisation;
  isLeaf: boolean;
  children?: Node[];
}

const nodeOf = (organisation: Organisation): Node => ({
  key: organisation.id,
  organisation,
  isLeaf: organisation.children === 0,
});

/** The tree, branch by branch: what lies below an organisation is asked for when it is opened. */
export function OrganisationTree({ roots, chosen, onChoose }: OrganisationTreeProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const client = useQueryClient();
  const [below, setBelow] = useState(new Map<string, Organisation[]>());
  const [open, setOpen] = useState<Key[]>([]);
  const load = async ({ key }: { key: Key }) => {
    const { items } = await client.fetchQuery(childrenQuery(String(key)));
    setBelow((known) => new Map(known).set(String(key), items));
  };
  const grow = (organisation: Organisation): Node => {
    const children = below.get(organisation.id);
    return children ? { ...nodeOf(organisation), children: children.map(grow) } : nodeOf(organisation);
  };
  return (
    <Tree<Node>
      aria-label={t("organisations.title")}
      blockNode
      treeData={roots.map(grow)}
      loadData={load}
      expandedKeys={open}
      onExpand={setOpen}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => onChoose(node.key)}
      titleRender={({ organisation }) => (
        <span>
          {organisation.name}
          <span className={styles.count}>{show.number(organisation.members)}</span>
        </span>
      )}
    />
  );
}
