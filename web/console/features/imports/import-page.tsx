import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, Card, Grid, Steps } from "antd";
import { useTranslation } from "react-i18next";
import type { Import } from "../../../shared/api-types/index.ts";
import { useLanguage } from "../../../shared/i18n/index.ts";
import { codeText } from "../../../shared/i18n/problem-text.ts";
import { Page } from "../../shared/page.tsx";
import { QueryView } from "../../shared/query-view.tsx";
import { AfterWrite } from "./after-write.tsx";
import { AnswerImport } from "./answer-import.tsx";
import { AtWork } from "./at-work.tsx";
import { FileName } from "./file-name.tsx";
import { ImportActs } from "./import-acts.tsx";
import { ImportFigures } from "./import-figures.tsx";
import { ImportLines } from "./import-lines.tsx";
import { ImportState } from "./import-state.tsx";
import { importQuery, isAtWork } from "./imports.queries.ts";
import { KindName } from "./kind-name.tsx";
import { MapColumns } from "./map-columns.tsx";
import { SubmitImport } from "./submit-import.tsx";
import { UnionsSetUp } from "./unions-set-up.tsx";
import { UnknownUnions } from "./unknown-unions.tsx";

/** One file on its way into the register. */
export function ImportPage() {
  const { t } = useTranslation("console");
  const { importId } = useParams({ from: "/inside/people/imports/$importId" });
  const one = useQuery(importQuery(importId));
  return (
    <Page
      title={one.data ? <FileName name={one.data.fileName} /> : t("imports.title")}
      back={<Link to="/people/imports">{t("imports.title")}</Link>}
      actions={one.data && <ImportActs import_={one.data} />}
    >
      <QueryView query={one}>{(import_) => <Content import_={import_} />}</QueryView>
    </Page>
  );
}

const stepOf: Record<Import["state"], number> = {
  ...{ reading: 0, failed: 0, mapping: 1, checking: 2, review: 3, submitted: 4, applying: 4, applied: 5 },
  ...{ undo_asked: 5, undoing: 5, undone: 5, withdrawn: 3 },
};

function Content({ import_ }: { import_: Import }) {
  const { t } = useTranslation("console");
  const { state } = import_;
  // There the state itself says enough.
  const isPhone = Grid.useBreakpoint().sm === false;
  const steps = (["read", "map", "check", "review", "write"] as const).map((step) => ({
    title: t(`imports.step.${step}`),
  }));
  return (
    <>
      {!isPhone && (
        <Steps
          size="small"
          current={stepOf[state]}
          status={state === "failed" ? "error" : "process"}
          items={steps}
          style={{ marginBottom: 24 }}
        />
      )}
      <p aria-live="polite">
        <ImportState state={state} /> <KindName kind={import_.kind} />
        {import_.subject !== null && <> · {import_.subject.title}</>}
        <br />
        {t(`imports.stateAbout.${state}`)}
      </p>
      <WhatFailed import_={import_} />
      {isAtWork(import_) && <AtWork import_={import_} />}
      {state === "mapping" && <MapColumns import_={import_} />}
      {showsLines(import_) && (
        <>
          <ImportFigures import_={import_} />
          {state === "review" && <UnknownUnions import_={import_} />}
          {state === "review" && <SubmitImport import_={import_} />}
          {(state === "submitted" || state === "undo_asked") && <AnswerImport import_={import_} />}
          {state === "applied" && <AfterWrite import_={import_} />}
          {state === "undone" && <UnionsSetUp import_={import_} />}
          {!import_.destroyed && (
            <Card size="small">
              <ImportLines import_={import_} />
            </Card>
          )}
        </>
      )}
    </>
  );
}

const showsLines = ({ state }: Import) => !["reading", "mapping", "checking", "failed"].includes(state);

function WhatFailed({ import_: { problem } }: { import_: Import }) {
  const language = useLanguage();
  const { t } = useTranslation("console");
  if (problem === null) return null;
  const text = codeText(language, problem.code, problem.params) ?? t("imports.failed");
  return <Alert type="error" showIcon role="alert" title={text} style={{ marginBottom: 16 }} />;
}
