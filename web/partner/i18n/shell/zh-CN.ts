/** Texts of what every page of the till shares. */
export const shell = {
  navigation: "主要页面",
  till: "收银",
  today: "今日",
  returns: "退货",
  shift: "交班",
  statements: "结算",
  goods: "商品",
} as const;

export const standing = {
  noAgreement: "商户和工会的协议不在有效期,现在不能收券。请联系工会。",
  suspended: "工会已暂停本店收券:{{why}}。恢复时间另行通知。",
  suspendedUntil: "工会已暂停本店收券:{{why}}。{{time}} 恢复。",
} as const;

export const away = {
  title: "连不上服务器",
  nothing: "现在不能收券。请检查网络,恢复后会自动继续。",
  nobody: "收银密码要联网才能核对。网络恢复后会自动继续。",
  full: "今天断网可收的张数已满。联网后再收。",
  may: "可以先收,联网后上传:",
  kind_other: "{{title}}(今天还可收 {{count}} 张)",
} as const;

export const offline = {
  note: "现在没有网络:先收下,联网后上传",
  waiting_other: "{{count}} 笔等着上传",
  sendNow: "现在上传",
  sending: "正在上传",
  problems: "上传后发现的问题",
  problemsTitle_other: "{{count}} 笔断网先收的没有核销成功",
  double: "这张券已在别处用过。这笔优惠由门店承担,工会已看到记录。",
  refusedLater: "服务器没有接受。工会已看到记录,可以联系工会处理。",
  seen: "知道了",
  refused: {
    malformed: "这不是会员码。请会员打开会员码再扫。",
    forged: "这个码是假的,或不是本平台的。请不要收。",
    wrong_purpose: "这是会员的身份码。请会员打开要用的那张券再扫。",
    clock_wrong: "会员手机的时间不准。请打开自动校时后再扫。",
    expired: "码过期了,可能是截图。请会员打开券,扫正在跳动的码。",
    certificate_expired: "会员手机太久没有联网。请联网一次后再扫。",
    revoked: "这部手机的会员码已经停用。",
    no_kit: "这台收银台还没有联过网,断网时不能收。",
    kit_too_old: "断网太久,资料已过期。联网后再收。",
    limit_reached: "这种券今天断网先收的数量已满。联网后再收。",
    needs_network: "这张券断网时不能用,或是刚领到的。联网后再试。",
    paper: "纸质券要联网才能收。联网后再扫,或请会员改天再用。",
    used_here: "这张券已经在这里收过了。",
    number_needs_network: "输入号码需要网络。请扫会员的码。",
    not_kept: "这台设备存不下记录,没有收下。请不要给优惠,联网后再收,或清理设备空间。",
  },
} as const;

export const phone = { help: "11 位手机号", code: "短信验证码(6 位)", sendCode: "获取验证码", next: "下一步" } as const;

export const pin = { typed_other: "已输入 {{count}} 位", back: "删除一位" } as const;

export const receipt = {
  title: "商户小票",
  number: "小票号",
  save: "登记小票号",
  has: "小票号 {{receipt}}",
  photo: "拍小票照片",
  photoBusy: "正在缩小照片",
  photoFailed: "这张照片用不了,或设备空间满了。请再拍一张。",
  photos_other: "{{count}} 张照片",
  photoWaits: "等着上传",
  later: "可以先接待下一位,稍后在“今日”里补;交班时会列出没补的。",
  missing: "缺小票,点这里补",
} as const;

export const install = {
  title: "放到桌面",
  about: "放到桌面后像应用一样打开,断网也能开。",
  act: "放到桌面",
  prompt: "点下面的按钮,再点“安装”。",
  ios: "在 Safari 里点“分享”,再点“添加到主屏幕”。",
  wechat: "微信里不能放到桌面,断网时也打不开。请点右上角“…”,选“在浏览器打开”。",
  insecure: "现在的地址不是 https,相机和断网收券都用不了。请用工会给的 https 地址打开。",
  menu: "打开浏览器菜单,选“安装应用”或“添加到主屏幕”。",
} as const;

export const version = {
  waits: "有新版本。没人时自动换上,等着上传的不会丢。",
  now: "现在换",
  arrived: "已换上新版本,等着上传的都在。",
  seen: "知道了",
} as const;
