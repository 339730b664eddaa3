import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormInstance } from "antd";
import { useEffect, useRef, useState } from "react";
import { api, unwrap } from "../../../shared/api.ts";
import type { CampaignInput } from "../../../shared/api-types/index.ts";
import { type CampaignForm, inputOf } from "./campaign-form.rules.ts";

/** How long after the last change the draft is saved, in ms. */
const quiet = 1_200;

export interface Draft {
  id: string | undefined;
  /** Grows with every save: the preview belongs to one version. */
  version: number;
  saving: boolean;
  /** Something has been written that is not saved yet. */
  unsaved: boolean;
  error: unknown;
  onChange: () => void;
  save: (input: CampaignInput) => Promise<string>;
}

/** Keeps what is being written as a draft on the server, as soon as it makes a whole campaign. */
export function useAutosave(form: FormInstance<CampaignForm>, campaignId: string | undefined): Draft {
  const client = useQueryClient();
  const id = useRef(campaignId);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [version, setVersion] = useState(0);
  const [unsaved, setUnsaved] = useState(false);
  const saving = useMutation({
    mutationFn: (input: CampaignInput) => write(id.current, input),
    // One after another: a slow first save must not overtake a later one, nor make two drafts.
    scope: { id: "campaign-draft" },
    onSuccess: (saved) => {
      id.current = saved;
      setVersion((before) => before + 1);
      setUnsaved(false);
      void client.invalidateQueries({ queryKey: ["campaigns"], refetchType: "none" });
    },
  });
  const saveIfWhole = async () => {
    const whole = await form.validateFields({ validateOnly: true }).then(
      () => true,
      () => false,
    );
    if (whole) saving.mutate(inputOf(form.getFieldsValue(true)));
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    id: id.current,
    version,
    saving: saving.isPending,
    unsaved,
    error: saving.error,
    save: (input) => {
      clearTimeout(timer.current);
      return saving.mutateAsync(input);
    },
    onChange: () => {
      setUnsaved(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void saveIfWhole(), quiet);
    },
  };
}

/** Writes the draft; gives its id. */
async function write(id: string | undefined, input: CampaignInput): Promise<string> {
  if (id === undefined) return (await unwrap(api.POST("/api/staff/campaigns", { body: input }))).id;
  // Where a campaign belongs is settled when it is made.
  const { organisationId: _, ...change } = input;
  return (await unwrap(api.PATCH("/api/staff/campaigns/{id}", { params: { path: { id } }, body: change }))).id;
}
