/** Texts of the frame of the member entrance, its home page and what it says of itself. */
export const shell = {
  home: "首页",
  code: "会员码",
  me: "我的",
  navigation: "主要页面",
  network: "网络",
  offline: "没有网络。看过的券和会员码照常可用。",
  crashed: "这一页打不开了。",
  reload: "重新打开",
  notFound: "没有这个页面",
  notFoundText: "地址可能抄错了,或者内容已经撤下。",
  toHome: "回首页",
  skip: "跳到内容",
} as const;

export const home = {
  title: "首页",
  verified: "已实名",
  notVerified: "待核对",
  number: "会员号 {{number}}",
  search: "找活动、券",
  searchAction: "搜索",
  next: "放票",
  calendar: "接下来的放票",
  calendarEmpty: "近两周还没有排好的放票,过几天再来看看。",
  vouchers: "我的券",
  allVouchers: "全部",
  campaigns: "正在进行的活动",
  inbox: "消息",
  unread_other: "{{count}} 条未读",
  today: "今天",
  tomorrow: "明天",
  services: "服务",
} as const;

export const about = {
  title: "关于",
  text: "工汇是工会的数字服务平台:券、活动、消息都在这里。",
  demo: "这是演示站。人、钱、商户都是虚构的。",
  open: "开放源代码,Apache-2.0 许可。",
  privacy: "会员码的密钥只留在这部手机里。换手机后重新登录即可。",
} as const;
