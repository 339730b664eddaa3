/** Texts of making a browser a till. */
export const pair = {
  title: "把这台设备设为收银台",
  about: "只做一次。以后打开就能核销,由店员各自的密码进入。",
  code: "配对码",
  device: "这台设备叫什么",
  deviceHelp: "例如“1 号收银台”,方便以后区分。",
  firstName: "收银台 1",
  act: "配对",
  usePhone: "没有配对码,用店员手机号",
  useCode: "用工会给的配对码",
  phone: "店员手机号",
  whichStore: "这台设备在哪家门店",
  shutOutTitle: "这台设备不再是“{{store}}”的收银台",
  shutOut: "可能是工会或店长停用了它、商户已暂停,或很久没用。要继续收银,请重新配对;不清楚就联系工会。",
  stillWaiting_other: "还有 {{count}} 笔断网先收的没有上传。请不要清除浏览器数据;重新配对后会上传给工会核对。",
  noStore: "这个手机号没有登记在任何门店。请店长或工会先添加店员。",
} as const;
