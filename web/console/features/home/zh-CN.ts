/** Texts of the home page. */
export const home = {
  hello: "{{name}},你好",
  about: "今天要留意的事。",
  releases: "正在放和即将放",
  noReleases: "三天内没有放票。批准一个活动,轮次就会排到这里。",
  toCheck: "等你核对",
  nothingToCheck: "没有等你核对的活动",
  firstRelease: "走到第一次放票",
  progress: "{{all}} 步完成了 {{done}} 步",
  done: "已完成",
  step: {
    organisations: "建好组织",
    people: "登记会员",
    funds: "登记资金来源",
    merchants: "添加商户并配对收银台",
    campaign: "写第一个活动",
    approval: "请另一个人核对并批准",
  },
  help: {
    organisations: "在自己的组织下面添加县区和单位。",
    people: "登记姓名、手机号和所在工会。",
    funds: "没有钱,活动批准不了。",
    merchants: "会员领到的券要有地方用。",
    campaign: "一页填完,几分钟。",
    approval: "批准后到点自动放票,在“放票日历”里看实时情况。",
  },
};
