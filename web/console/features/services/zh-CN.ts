/** Texts of the service record. */
export const services = {
  title: "服务记录",
  about: "本单位和下级为这个人做的事;别的单位做的,由它们和共同的上级看。",
  empty: "还没有服务记录。用券、入场、办完入会后自动出现。",
  day: "日期",
  what: "服务",
  kindTitle: "种类",
  by: "服务单位",
  count: "计数",
  kind: { voucher: "用券", activity: "活动入场", joining: "办理入会", transfer: "办理转接", correction: "更正资料" },
  unit: { visit: "人次", case: "件次" },
  takenBack: "{{date}} 冲回",
  condolence: "慰问",
  condolenceSince: "{{date}}起同意联系、看望",
  noCondolence: "没有同意",
  more: "看更早的",
};
