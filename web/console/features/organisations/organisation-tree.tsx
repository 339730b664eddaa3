import { useQueries, useQuery } from "@tanstack/react-query";
import { Tree } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { childrenQuery, organisationQuery } from "../../shared/organisations.ts";
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

const unionsFirst = (a: Organisation, b: Organisation) => Number(a.kind === "merchant") - Number(b.kind === "merchant");

/**
 * The tree, branch by branch: what lies below an organisation is asked for when it is opened. The way to the chosen one is
 * open until somebody closes it.
 */
export function OrganisationTree({ roots, chosen, onChoose }: OrganisationTreeProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const way = useQuery({ ...organisationQuery(chosen ?? ""), enabled: chosen !== undefined }).data?.path ?? [];
  const [byHand, setByHand] = useState(new Map<string, boolean>());
  const onWay = way.map(({ id }) => id);
  const known = [...new Set([...onWay, ...byHand.keys()])];
  const open = known.filter((id) => byHand.get(id) ?? onWay.includes(id));
  const branches = useQueries({ queries: open.map(childrenQuery) });
  const below = new Map(open.map((id, index) => [id, branches[index]?.data?.items]));
  const grow = (organisation: Organisation): Node => {
    const { id, children } = organisation;
    const node = { key: id, organisation, isLeaf: children === 0 };
    const items = below.get(id);
    return items === undefined ? node : { ...node, children: [...items].sort(unionsFirst).map(grow) };
  };
  return (
    <Tree<Node>
      aria-label={t("organisations.title")}
      blockNode
      treeData={roots.map(grow)}
      expandedKeys={open}
      onExpand={(_, { node, expanded }) => setByHand((now) => new Map(now).set(node.key, expanded))}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => onChoose(node.key)}
      titleRender={({ organisation }) => (
        <span>
          {organisation.name}
          <span className={styles.count}>
            {organisation.kind === "merchant" ? t("organisations.kind.merchant") : show.number(organisation.members)}
          </span>
        </span>
      )}
    />
  );
}
