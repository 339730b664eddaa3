/** Texts of the demo's outbox. */
export const outbox = {
  title: "发件箱",
  about: "演示站不真正发送,短信和消息都留在这里,几秒更新一次。",
  empty: "还没有消息。请在会员页面获取一次验证码,它会出现在这里。",
  channelLabel: "渠道",
  channel: { sms: "短信", inbox: "站内消息" },
  to: "收件人",
  text: "内容",
  sent: "已发出",
  failed: "失败",
  waiting: "等待中",
};
