/** Texts of taking vouchers. */
export const till = {
  title: "收银",
  scan: "扫会员的码",
  scanHelp: "也可以直接用扫码枪",
  number: "或输入会员读出的号码",
  numberHelp: "会员点“给店员报数字”可以看到",
  check: "查验",
  checking: "正在查验",
  sending: "正在核销",
  amount: "消费金额",
  typeAmount: "输入消费金额",
  pays: "减 {{off}},收 {{pay}}",
  below: "要满 {{min}} 才能用",
  redeem: "核销",
  accept: "断网先收",
  scannedHere: "刚才扫到的码没有用。先完成这一笔,或点取消再扫。",
  slow: {
    checking: "网络很慢。再等几秒,不行就按断网处理。",
    sending: "网络很慢,还在等。请不要关闭页面,不会重复核销。",
  },
} as const;

export const scan = {
  title: "扫码",
  hint: "对准会员手机上的码",
  close: "关闭",
  denied: "没有相机权限。请在浏览器设置里允许使用相机,或输入号码、用扫码枪。",
  none: "这台设备打不开相机。请输入号码,或用扫码枪。",
} as const;

export const oldArticle = {
  title: "旧物品(以旧换新)",
  kind: "种类,例如电视机",
  number: "编号",
  numberHelp: "机身号、车架号等。同一件在一个活动里只能换一次。",
  shown: "旧物品:{{kind}} {{number}}",
} as const;

export const soldGoods = {
  title_other: "推广商品:{{count}} 件",
  count: "{{name}}的件数",
  more: "{{name}}加一件",
  less: "{{name}}减一件",
  shown: "{{name}} × {{quantity}}",
} as const;

export const result = {
  redeemed: "已核销",
  accepted: "断网先收,还没核销",
  unsure: "还不知道结果",
  refused: "没有核销",
  refusedOffline: "断网时不能收",
  pays: "收 {{pay}}",
  of: "{{title}},减 {{off}}",
  undoUntil: "{{time}} 前可以由另一位店员撤销。",
  acceptedHelp: "这张券有效,联网后自动上传。上传后才算核销。",
  unsureHelp: "网络断在半路。请点“再问一次”,不会重复核销。",
  ask: "再问一次",
  leave: "先放下,稍后看今日记录",
  next: "下一位",
  signIn: "知道了",
  shutOut: "这台设备不再是收银台,可能已被停用或很久没用。请重新配对,或联系工会。",
  voucher: {
    voided: "这张券因退货已作废,不能再用。",
    redeemed: "这张券已经用过了。请会员换一张。",
    returned: "会员已经退回这张券,不能再用。",
    held: "会员还没有领下这张券。请会员先在手机上点领取。",
    waiting: "会员还在候补,没有领到这张券。",
    expired: "没有在保留时间内领下,这张券已经给了别人。",
  },
} as const;
