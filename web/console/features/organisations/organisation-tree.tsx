import { useQueries, useQuery } from "@tanstack/react-query";
import { Tree } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mayContain } from "../../../../wire/organisation-kinds.ts";
import type { Organisation } from "../../../shared/api-types/index.ts";
import { branchQuery, organisationQuery } from "../../shared/organisations.ts";
import { useShow } from "../../shared/use-show.ts";
import styles from "./organisations.module.css";

interface OrganisationTreeProps {
  roots: Organisation[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** One was let go over another: nothing has happened yet. */
  onDrop: (organisation: Organisation, parentId: string) => void;
}

interface Branch {
  key: string;
  organisation: Organisation;
  isLeaf: boolean;
  children?: Node[];
}

/** At the end of a branch that is longer than what has been asked for. */
interface More {
  key: string;
  moreOf: string;
  isLeaf: true;
  children?: never;
}
type Node = Branch | More;

/**
 * The tree, branch by branch: what lies below an organisation is asked for when it is opened, a page at a time. The way to the chosen
 * one is open until somebody closes it.
 */
export function OrganisationTree({ roots, chosen, onChoose, onDrop }: OrganisationTreeProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const way = useQuery({ ...organisationQuery(chosen ?? ""), enabled: chosen !== undefined }).data?.path ?? [];
  const [byHand, setByHand] = useState(new Map<string, boolean>());
  const [pages, setPages] = useState(new Map<string, number>());
  const onWay = way.map(({ id }) => id);
  const known = [...new Set([...onWay, ...byHand.keys()])];
  const open = known.filter((id) => byHand.get(id) ?? onWay.includes(id));
  const branches = useQueries({ queries: open.map((id) => branchQuery(id, pages.get(id) ?? 1)) });
  const below = new Map(open.map((id, index) => [id, branches[index]?.data]));
  const grow = (organisation: Organisation): Node => {
    const { id, children } = organisation;
    const node = { key: id, organisation, isLeaf: children === 0 };
    const branch = below.get(id);
    if (branch === undefined) return node;
    const more: Node[] = branch.next === null ? [] : [{ key: `more ${id}`, moreOf: id, isLeaf: true }];
    return { ...node, children: [...branch.items.map(grow), ...more] };
  };
  const choose = (node: Node) => {
    if (!("moreOf" in node)) return onChoose(node.key);
    setPages((now) => new Map(now).set(node.moreOf, (now.get(node.moreOf) ?? 1) + 1));
  };
  return (
    <Tree<Node>
      aria-label={t("organisations.title")}
      blockNode
      treeData={roots.map(grow)}
      expandedKeys={open}
      onExpand={(_, { node, expanded }) => setByHand((now) => new Map(now).set(node.key, expanded))}
      draggable={{ icon: false, nodeDraggable: (node) => mayMove(node as Node) }}
      allowDrop={({ dragNode, dropNode, dropPosition }) => dropPosition === 0 && mayTake(dropNode, dragNode)}
      onDrop={({ dragNode, node }) => {
        if ("organisation" in dragNode && mayTake(node, dragNode)) onDrop(dragNode.organisation, node.key);
      }}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={(_, { node }) => choose(node)}
      titleRender={(node) =>
        "moreOf" in node ? (
          <span className={styles.more}>{t("organisations.showMore")}</span>
        ) : (
          <span>
            {node.organisation.name}
            <span className={styles.count}>
              {node.organisation.kind === "merchant"
                ? t("organisations.kind.merchant")
                : show.number(node.organisation.members)}
            </span>
          </span>
        )
      }
    />
  );
}

/** By hand with the mouse; with keys the same is "move to" beside the tree. */
const mayMove = (node: Node) =>
  "organisation" in node &&
  node.organisation.can.place &&
  node.organisation.parentId !== null &&
  node.organisation.kind !== "merchant";

const mayTake = (target: Node, moved: Node) =>
  "organisation" in target &&
  "organisation" in moved &&
  target.organisation.can.addChild &&
  target.key !== moved.organisation.parentId &&
  mayContain(target.organisation.kind, moved.organisation.kind);
