import { useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { FormDialog } from "../../shared/form-dialog.tsx";
import { releasesQuery } from "../../shared/releases.ts";
import { useShow } from "../../shared/use-show.ts";

interface Values {
  releaseId: string;
  title: string;
  startsOn: string;
  endsOn: string;
  contactName: string;
  contactLine: string;
  tails: boolean;
  secondPerson: boolean;
}

const whole = "all";
/** The day in Beijing, so many days from now. */
const inDays = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** What is published, for how long, and whom to ask. */
export function NewNotice({ campaignId, open, onClose }: { campaignId: string; open: boolean; onClose: () => void }) {
  const { t } = useTranslation("console");
  const show = useShow();
  const releases = useQuery({ ...releasesQuery({ campaignId }), enabled: open });
  const needed = { required: true, message: t("common.needed") };
  const run = ({ releaseId, ...rest }: Values) =>
    unwrap(
      api.POST("/api/staff/campaigns/{id}/notices", {
        params: { path: { id: campaignId } },
        body: { ...rest, releaseId: releaseId === whole ? null : releaseId },
      }),
    );
  const options = (releases.data?.items ?? []).map(({ id, title, opensAt }) => ({
    value: id,
    label: `${show.dayTime(opensAt)} ${title}`,
  }));
  const initialValues = {
    ...{ releaseId: whole, startsOn: inDays(0), endsOn: inDays(4), tails: true, secondPerson: true },
  };
  return (
    <FormDialog<Values, unknown>
      open={open}
      onClose={onClose}
      title={t("notices.add")}
      ok={t("notices.propose")}
      done={t("notices.proposed")}
      initialValues={initialValues}
      touches={[["campaigns", "notices"]]}
      run={run}
    >
      <Form.Item name="releaseId" label={t("notices.what")}>
        <Select options={[{ value: whole, label: t("notices.all") }, ...options]} />
      </Form.Item>
      <Form.Item name="title" label={t("notices.name")} rules={[needed]}>
        <Input maxLength={80} placeholder={t("notices.nameExample")} />
      </Form.Item>
      <Form.Item name="startsOn" label={t("notices.startsOn")} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="endsOn" label={t("notices.endsOn")} rules={[needed]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="contactName" label={t("notices.contactName")} rules={[needed]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item
        name="contactLine"
        label={t("notices.contactLine")}
        extra={t("notices.contactHelp")}
        rules={[needed, { pattern: /^[0-9+()\s-]{5,30}$/, message: t("notices.contactWrong") }]}
      >
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
      <Form.Item name="tails" valuePropName="checked">
        <Checkbox>{t("notices.tails")}</Checkbox>
      </Form.Item>
      <Form.Item name="secondPerson" valuePropName="checked">
        <Checkbox>{t("notices.secondPerson")}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
