/** Of what every part uses: decisions, files, calendar, settings. */
export const platform = {
  decision_recorded: "作出决定",
  file_saved: "上传文件",
  file_deleted: "删除文件",
  calendar_year_saved: "登记工作日历",
  settings_identity_changed: "实名核验方式已更改",
  settings_sign_in_changed: "更改登录渠道",
  settings_sms_changed: "更改短信设置",
  settings_sms_tested: "试发短信",
} as const;
