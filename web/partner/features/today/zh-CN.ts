/** Texts of the day's redemptions, and of taking one back. */
export const today = {
  goodsBack: "退货 {{goods}}",
  returns_other: "退货 {{count}} 笔,补贴收回 {{back}}",
  title: "今日记录",
  totals: "{{count}} 笔 · 消费 {{amount}} · 优惠 {{off}}",
  empty: "今天还没有核销。点“收银”扫第一张。",
  undo: "撤销",
  undone: "已撤销",
  offline: "断网先收",
  waiting: "等着上传",
  waitingTitle: "断网先收,还没核销",
  badTitle: "断网先收,没有核销成",
  badAbout: "由门店承担,工会也看得到。有疑问请联系工会。",
  double: "已在别处用过",
  refused: "服务器没有接受",
  away: "连不上服务器,看不到已核销的记录。恢复后会自动显示。",
} as const;

export const undo = {
  title: "撤销核销",
  about: "{{time}} {{clerk}} 核销的“{{title}}”,消费 {{amount}}。撤销后会员可以再用这张券。",
  reason: "原因",
  clerk: "由哪位店员撤销",
  choose: "请选择",
  pin: "这位店员的收银密码",
  nobody: "撤销要由另一位已设密码的店员来做。现在没有别的店员。",
} as const;
