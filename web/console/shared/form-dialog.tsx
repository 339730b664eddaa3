import type { QueryKey } from "@tanstack/react-query";
import { Alert, Button, Drawer, Flex, Form, type FormInstance } from "antd";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "../../shared/api-problem.ts";
import { useProblemText } from "../../shared/i18n/problem-text.ts";
import { useAct } from "./use-act.ts";

interface FormDialogProps<Values, Output> {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will happen and how many people it touches; for acts that people will feel. */
  warning?: ReactNode;
  /** The word on the button; "save" without it. */
  ok?: string;
  form?: FormInstance<Values>;
  initialValues?: { [Name in keyof Values]?: Values[Name] | undefined };
  run: (values: Values) => Promise<Output>;
  /** Said when it is done; made of what came of it where that counts. */
  done?: string | ((output: Output) => string);
  touches: QueryKey[];
  onDone?: (output: Output) => void;
  /** The fields. */
  children: ReactNode;
}

/** A form at the side of the page: one act on the server, whose refusal is read beside the fields that it is about. */
export function FormDialog<Values extends object, Output>(props: FormDialogProps<Values, Output>) {
  const { open, onClose, title, warning, ok, form, initialValues, run, done, touches, onDone, children } = props;
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  const id = useId();
  const [own] = Form.useForm<Values>();
  const shown = form ?? own;
  /** The field that a refusal is about, when it is one of these. */
  const fieldOf = (error: unknown): string | undefined => {
    const field = error instanceof ApiProblem ? error.params.field : undefined;
    return typeof field === "string" && Object.hasOwn(shown.getFieldsValue() as object, field) ? field : undefined;
  };
  const sayAtField = (error: unknown) => {
    const field = fieldOf(error);
    if (field === undefined) return;
    // The field is one of the form's own; the types only know those that were written down.
    const plain = shown as unknown as FormInstance<Record<string, unknown>>;
    plain.setFields([{ name: [field], errors: [problemText(error)] }]);
    plain.scrollToField([field], { focus: true });
  };
  const act = useAct<Values, Output>({
    ...{ run, touches, refusal: "shown" as const, ...(done === undefined ? {} : { done }) },
    onDone: (output) => {
      onClose();
      onDone?.(output);
    },
  });
  // What is on its way is waited for: its refusal would be read by nobody, and its end would close what was opened since.
  const close = () => {
    if (!act.isPending) onClose();
  };
  const buttons = (
    <Flex gap={8} justify="end">
      <Button onClick={close} disabled={act.isPending}>
        {t("cancel")}
      </Button>
      <Button type="primary" danger={warning !== undefined} htmlType="submit" form={id} loading={act.isPending}>
        {ok ?? t("save")}
      </Button>
    </Flex>
  );
  return (
    <Drawer
      open={open}
      onClose={close}
      // What is half typed does not vanish with a click beside it; Escape and the cross still close.
      mask={{ closable: false }}
      afterOpenChange={(isOpen) => {
        if (!isOpen) act.reset();
      }}
      size={440}
      title={title}
      footer={buttons}
      destroyOnHidden
    >
      {warning !== undefined && <Alert type="warning" showIcon title={warning} style={{ marginBottom: 16 }} />}
      <Form<Values>
        // Fields are named after their form: two dialogs, one of them just closing, never share the id of a field.
        id={id}
        name={id}
        form={shown}
        layout="vertical"
        preserve={false}
        initialValues={initialValues ?? {}}
        onFinish={(values) => act.mutate(values, { onError: sayAtField })}
        scrollToFirstError={{ focus: true }}
      >
        {children}
      </Form>
      {act.isError && fieldOf(act.error) === undefined && (
        // Below the fields, which may be more than fit: what is refused is seen where it is said.
        <div ref={(shown) => shown?.scrollIntoView({ block: "nearest" })}>
          <Alert type="error" showIcon role="alert" title={problemText(act.error)} />
        </div>
      )}
    </Drawer>
  );
}
