import { queryOptions, useQuery } from "@tanstack/react-query";
import { Flex, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { api, unwrap } from "../../../shared/api.ts";
import type { RegisterSettings } from "../../../shared/api-types/index.ts";
import { QueryView } from "../../shared/query-view.tsx";
import { useAct } from "../../shared/use-act.ts";
import { useShow } from "../../shared/use-show.ts";

const settingsQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["register-settings", organisationId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/staff/register-settings/{organisationId}", { params: { path: { organisationId } }, signal }),
      ),
  });

/** What an organisation lays down about its register, and who changed it when. */
export function SettingsTab({ id }: { id: string }) {
  const { t } = useTranslation("console");
  const settings = useQuery(settingsQuery(id));
  return (
    <QueryView query={settings}>
      {(found) => (
        <Flex vertical gap={16}>
          <Setting id={id} settings={found} name="secondPerson" may={found.can.secondPerson} />
          <Setting id={id} settings={found} name="takesApplications" may={found.can.union} />
          <Setting id={id} settings={found} name="retainedWelfare" may={found.can.union} />
          <section>
            <strong>{t("organisations.settings.changes")}</strong>
            {found.changes.length === 0 ? (
              <p>{t("organisations.settings.noChanges")}</p>
            ) : (
              <Changes changes={found.changes} />
            )}
          </section>
        </Flex>
      )}
    </QueryView>
  );
}

interface SettingProps {
  id: string;
  settings: RegisterSettings;
  name: "secondPerson" | "takesApplications" | "retainedWelfare";
  may: boolean;
}

function Setting({ id, settings, name, may }: SettingProps) {
  const { t } = useTranslation("console");
  const labelled = useId();
  const act = useAct({
    run: (value: boolean) =>
      unwrap(
        api.PUT("/api/staff/register-settings/{organisationId}", {
          params: { path: { organisationId: id } },
          body: { [name]: value },
        }),
      ),
    touches: [["register-settings"]],
    done: t("organisations.settings.saved"),
  });
  return (
    <Flex gap={12} align="flex-start">
      <Switch
        aria-labelledby={labelled}
        checked={settings[name]}
        disabled={!may}
        loading={act.isPending}
        onChange={(value) => act.mutate(value)}
      />
      <div>
        <strong id={labelled}>{t(`organisations.settings.${name}`)}</strong>
        <div>{t(`organisations.settings.about.${name}`)}</div>
        {name === "secondPerson" && settings.fromAbove && <div>{t("organisations.settings.fromAbove")}</div>}
        {!may && <small>{t(`organisations.settings.whoMay.${name}`)}</small>}
      </div>
    </Flex>
  );
}

function Changes({ changes }: Pick<RegisterSettings, "changes">) {
  const { t } = useTranslation("console");
  const show = useShow();
  return (
    <ul>
      {changes.map(({ at, by, changed }) => (
        <li key={at}>
          {show.dayTime(at)} · {by ?? t("organisations.settings.server")} ·{" "}
          {show.words(
            changed.map(({ key, to }) =>
              t(to ? "organisations.settings.on" : "organisations.settings.off", {
                what: t(`organisations.settings.${key}`),
              }),
            ),
          )}
        </li>
      ))}
    </ul>
  );
}
