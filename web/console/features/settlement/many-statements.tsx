import { Alert, Button, Checkbox, DatePicker, Flex, Form, Input, Progress } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { StatementOfSettlement } from "../../../shared/api-types/index.ts";
import { serverClock } from "../../../shared/clock.ts";
import { useProblemText } from "../../../shared/i18n/problem-text.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { useShow } from "../../shared/use-show.ts";
import { type Step, steps, takeStep } from "./take-step.ts";

interface Values {
  note?: string;
  accountsSeen?: boolean;
  on?: Dayjs;
  /** The number of each invoice, or the bank's of each payment, by statement. */
  numbers?: Record<string, string>;
}

export const mayDoAnything = ({ can }: StatementOfSettlement) => steps.some((step) => can[step]);

interface ManyStatementsProps {
  /** Those with which the signed-in person may do anything at all. */
  items: StatementOfSettlement[];
  chosen: string[];
  onChoose: (ids: string[]) => void;
}

/** One step with all the statements that are chosen and ready for it; each stands or fails by itself. */
export function ManyStatements({ items, chosen: ids, onChoose }: ManyStatementsProps) {
  const { t } = useTranslation("console");
  const [step, setStep] = useState<Step>();
  const [refusals, setRefusals] = useState<string[]>([]);
  const chosen = items.filter(({ id }) => ids.includes(id));
  const ready = (one: Step) => chosen.filter(({ can }) => can[one]);
  return (
    <Flex vertical gap={8}>
      <Flex gap={8} wrap align="center" role="toolbar" aria-label={t("settlement.many.title")}>
        <Checkbox
          checked={chosen.length === items.length}
          indeterminate={chosen.length > 0 && chosen.length < items.length}
          onChange={({ target }) => onChoose(target.checked ? items.map(({ id }) => id) : [])}
        >
          {t("settlement.many.all")}
        </Checkbox>
        <span>
          {chosen.length === 0 ? t("settlement.many.none") : t("settlement.many.chosen", { count: chosen.length })}
        </span>
        {steps
          .filter((one) => ready(one).length > 0)
          .map((one) => (
            <Button key={one} type="primary" onClick={() => setStep(one)}>
              {t("settlement.many.act", { act: actText(t, one), count: ready(one).length })}
            </Button>
          ))}
      </Flex>
      {refusals.length > 0 && (
        <Alert
          type="warning"
          showIcon
          closable={{ onClose: () => setRefusals([]) }}
          title={t("settlement.many.failed", { count: refusals.length })}
          description={
            <ul>
              {refusals.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          }
        />
      )}
      {step && (
        <StepWithMany
          step={step}
          statements={ready(step)}
          onClose={() => setStep(undefined)}
          onDone={(failed) => {
            setRefusals(failed);
            onChoose([]);
          }}
        />
      )}
    </Flex>
  );
}

interface StepWithManyProps {
  step: Step;
  statements: StatementOfSettlement[];
  onClose: () => void;
  /** Gives what was refused, in words. */
  onDone: (refusals: string[]) => void;
}

function StepWithMany({ step, statements, onClose, onDone }: StepWithManyProps) {
  const { t } = useTranslation("console");
  const show = useShow();
  const problemText = useProblemText();
  // What it began with: the list is read anew while the steps are taken.
  const [all] = useState(statements);
  const [done, setDone] = useState<number>();
  const totalFen = all.reduce((sum, one) => sum + one.totalFen, 0);
  const run = async ({ note = "", accountsSeen = false, on, numbers = {} }: Values) => {
    const refusals: string[] = [];
    for (const [index, one] of all.entries()) {
      setDone(index);
      const values = { note, accountSeen: accountsSeen, number: numbers[one.id] ?? "" };
      await takeStep(one, step, on === undefined ? values : { ...values, on }).catch((error: unknown) =>
        refusals.push(`${one.number} ${one.merchant.name}:${problemText(error)}`),
      );
    }
    return refusals;
  };
  return (
    <FormDialog<Values, string[]>
      open
      onClose={onClose}
      title={t("settlement.many.act", { act: actText(t, step), count: all.length })}
      ok={actText(t, step)}
      initialValues={{ on: dayjs(serverClock.now()) }}
      run={run}
      onDone={onDone}
      touches={[["settlements"], ["fund-sources"], ["ledger"]]}
    >
      <p>{t("settlement.many.sum", { count: all.length, money: show.money(totalFen) })}</p>
      {done !== undefined && (
        <Progress
          percent={Math.round((done * 100) / all.length)}
          format={() => `${done} / ${all.length}`}
          aria-label={actText(t, step)}
        />
      )}
      {step === "review" && <ChangedAccounts statements={all} />}
      {(step === "pay" || step === "invoice") && <Numbers of={step} statements={all} />}
      {step !== "send" && step !== "invoice" && (
        <Form.Item name="note" label={t("settlement.note")}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function ChangedAccounts({ statements }: { statements: StatementOfSettlement[] }) {
  const { t } = useTranslation("console");
  const changed = statements.flatMap((one) => (one.accountChange ? [{ ...one, change: one.accountChange }] : []));
  if (changed.length === 0) return null;
  return (
    <>
      <ul>
        {changed.map(({ id, merchant, change }) => (
          <li key={id}>
            {merchant.name}:{t("settlement.accountChanged", change)}
          </li>
        ))}
      </ul>
      <Form.Item
        name="accountsSeen"
        valuePropName="checked"
        rules={[
          {
            validator: async (_, seen) => {
              if (seen !== true) throw new Error(t("common.needed"));
            },
          },
        ]}
      >
        <Checkbox>{t("settlement.accountSeen")}</Checkbox>
      </Form.Item>
    </>
  );
}

function Numbers({ of, statements }: { of: "pay" | "invoice"; statements: StatementOfSettlement[] }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const needed = { required: true, message: t("common.needed") };
  const isPaid = of === "pay";
  return (
    <>
      <Form.Item name="on" label={t(isPaid ? "settlement.paidOn" : "settlement.invoiceOn")} rules={[needed]}>
        <DatePicker style={{ width: "100%" }} maxDate={dayjs(serverClock.now())} />
      </Form.Item>
      {statements.map(({ id, merchant, totalFen }) => (
        <Form.Item
          key={id}
          name={["numbers", id]}
          label={`${merchant.name} ${show.money(totalFen)}`}
          rules={[{ ...needed, whitespace: true }]}
        >
          <Input
            maxLength={isPaid ? 60 : 40}
            autoComplete="off"
            placeholder={t(isPaid ? "settlement.bankReference" : "settlement.invoiceNumber")}
          />
        </Form.Item>
      ))}
    </>
  );
}

const actText = (t: ReturnType<typeof useTranslation<"console">>["t"], step: Step) => {
  if (step === "send") return t("settlement.send");
  return step === "invoice" ? t("settlement.noteInvoice") : t(`settlement.act.${step}`);
};
