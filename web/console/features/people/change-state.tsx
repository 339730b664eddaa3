import { Alert, Form, Radio, Space } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { PersonPage } from "../../../shared/api-types/index.ts";
import { DocumentField } from "../../shared/document-field.tsx";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { ReasonField } from "../../shared/reason-field.tsx";
import { InHand } from "./in-hand.tsx";

type State = PersonPage["memberships"][number]["state"];

interface Values {
  state: State;
  reason: string;
  fileId?: string | null;
}

interface Props {
  person: PersonPage;
  open: boolean;
  onClose: () => void;
}

/** Another state of the primary membership: what each means is said before it is chosen; an expulsion needs the minutes. */
export function ChangeState({ person, open, onClose }: Props) {
  const { t } = useTranslation("console");
  const [form] = Form.useForm<Values>();
  const chosen = Form.useWatch("state", form);
  const held = person.memberships.find(({ primary, validTo }) => primary && validTo === null);
  return (
    <FormDialog<Values, unknown>
      open={open}
      onClose={onClose}
      form={form}
      title={t("people.stateTitle", { name: person.name })}
      run={({ state, reason, fileId }) =>
        unwrap(
          api.POST("/api/people/{personId}/membership/state", {
            params: { path: { personId: person.id } },
            body: { state, reason, fileId: fileId ?? null },
          }),
        )
      }
      done={t("people.stateChanged")}
      touches={[["people"], ["organisations"]]}
    >
      <Form.Item name="state" label={t("people.newState")} rules={[{ required: true, message: t("common.needed") }]}>
        <Radio.Group>
          <Space vertical>
            {(held?.next ?? []).map((state) => (
              <Radio key={state} value={state}>
                <strong>{t(`people.membershipState.${state}`)}</strong>
                <br />
                {t(`people.stateMeans.${state}`)}
              </Radio>
            ))}
          </Space>
        </Radio.Group>
      </Form.Item>
      {["resigned", "expelled", "closed"].includes(chosen ?? "") && (
        <Alert
          type="warning"
          showIcon
          title={t("people.endWarning")}
          description={<InHand personId={person.id} />}
          style={{ marginBottom: 16 }}
        />
      )}
      <ReasonField toMembers />
      {chosen === "expelled" && (
        <Form.Item
          name="fileId"
          label={t("people.minutes")}
          rules={[{ required: true, message: t("people.minutesNeeded") }]}
        >
          <DocumentField organisationId={held?.organisationId} />
        </Form.Item>
      )}
    </FormDialog>
  );
}
