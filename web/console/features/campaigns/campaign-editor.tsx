import { useNavigate } from "@tanstack/react-router";
import { Button, Flex, Form } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import { useAct } from "../../shared/use-act.ts";
import { type CampaignForm, inputOf } from "./campaign-form.rules.ts";
import styles from "./campaigns.module.css";
import { KindsSection } from "./kinds-section.tsx";
import { PreviewPanel } from "./preview-panel.tsx";
import { ScheduleSection } from "./schedule-section.tsx";
import { AboutSection, MoneySection, PeopleSection } from "./sections.tsx";
import { TillSection } from "./till-section.tsx";
import { useAutosave } from "./use-autosave.ts";

interface CampaignEditorProps {
  /** Undefined until a new campaign has been saved as a draft. */
  campaignId?: string;
  initial: CampaignForm;
}

/** The one-page form: sections on the left, what they would do on the right, saved as a draft while one writes. */
export function CampaignEditor({ campaignId, initial }: CampaignEditorProps) {
  const { t } = useTranslation("console");
  const navigate = useNavigate();
  const [form] = Form.useForm<CampaignForm>();
  // What the form began with; later server answers must not overwrite what is being written.
  const [begin] = useState(initial);
  const draft = useAutosave(form, campaignId);
  const open = (id: string) => void navigate({ to: "/campaigns/$campaignId", params: { campaignId: id } });
  const submit = useAct({
    run: async (values: CampaignForm) => {
      const id = await draft.save(inputOf(values));
      return unwrap(api.POST("/api/staff/campaigns/{id}/submit", { params: { path: { id } }, body: null }));
    },
    done: t("campaigns.submitted"),
    touches: [["campaigns"]],
    onDone: ({ id }) => open(id),
  });
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => draft.unsaved && event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [draft.unsaved]);
  return (
    <Form<CampaignForm>
      form={form}
      layout="vertical"
      initialValues={begin}
      scrollToFirstError={{ behavior: "smooth", block: "center", focus: true }}
      onValuesChange={draft.onChange}
      onFinish={(_) => submit.mutate(allValues(form, begin))}
    >
      <div className={styles.editor}>
        <div>
          <AboutSection />
          <KindsSection />
          <ScheduleSection />
          <PeopleSection />
          <MoneySection />
          <TillSection />
        </div>
        <aside className={styles.preview}>
          <PreviewPanel draft={draft} />
          <Flex gap={8} wrap style={{ marginTop: 16 }}>
            <Button type="primary" htmlType="submit" loading={submit.isPending}>
              {t("campaigns.submit")}
            </Button>
            {draft.id && <Button onClick={() => draft.id && open(draft.id)}>{t("campaigns.later")}</Button>}
          </Flex>
          <p className={styles.note}>{t("campaigns.submitNote")}</p>
        </aside>
      </div>
    </Form>
  );
}

/** All values, those of fields that are hidden at the moment too. */
const allValues = (form: { getFieldsValue: (all: true) => CampaignForm }, begin: CampaignForm): CampaignForm => ({
  ...begin,
  ...form.getFieldsValue(true),
});
