/** Texts of who works at the till. */
export const clerk = {
  who: "谁在收银",
  none: "还没有店员。请工会或店长先添加店员。",
  first: "首次使用",
  now: "{{name}} · 换人",
  hello: "{{name}},你好",
  isIn: "{{name}} 正在收银。离开前请锁定,免得别人用你的名字收券。",
  lock: "锁定收银台",
  away: "现在连不上服务器,收银密码核对不了。刚才在岗、没有锁定的店员可以继续收银;换人请等网络恢复。",
  typePin: "输入 6 位收银密码",
  pin: "收银密码",
  forgot: "忘记密码",
  other: "换一个人",
  firstHelp: "用登记的手机号收一条验证码,设自己的 6 位收银密码。",
  newPin: "新收银密码(6 位数字)",
  newPinHelp: "不要用 123456 或六个相同的数字。",
} as const;
