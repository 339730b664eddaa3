import type { Translated } from "../../../../../shared/i18n/languages.ts";
import type { platform as source } from "./zh-CN.ts";

export const platform: Translated<typeof source> = {
  decision_recorded: "Decision recorded",
  file_saved: "File uploaded",
  file_deleted: "File deleted",
  calendar_year_saved: "Entered the calendar of a year",
  settings_identity_changed: "Way of checking identities changed",
  settings_sign_in_changed: "Ways to sign in changed",
  settings_sms_changed: "SMS settings changed",
  settings_sms_tested: "Test message sent",
};
