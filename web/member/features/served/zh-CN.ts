/** Texts of what unions did for the member. */
export const served = {
  title: "工会为我服务",
  thisYear: "{{year}} 年",
  nothingThisYear: "今年还没有服务记录。",
  kind: { voucher: "用券", activity: "参加活动", joining: "办理入会", transfer: "办理转接", correction: "更正资料" },
  unit: { visit: "{{count}} 人次", case: "{{count}} 件次" },
  takenBack: "{{date}}已撤销,不计数",
  about: "每次用券、入场或办完一件事记一条。只有提供服务的工会和它的上级能看到,别的单位看不到。",
  empty: "还没有记录。用券、入场、办完一件事后会出现在这里。",
  more: "看更早的",
} as const;
