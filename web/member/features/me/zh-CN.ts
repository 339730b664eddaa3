/** Texts of a member's own page, the settings and the change of phone number. */
export const me = {
  title: "我的",
  vouchers: "我的券",
  inbox: "消息",
  settings: "设置",
  about: "关于",
  signOut: "退出登录",
  unions: "所在工会",
  state: { transferring: "转出中", retained: "保留会籍", suspended: "会籍暂停" },
  rights: {
    transferring: "权利照旧,等新工会接收。",
    retained: "不交会费,不参加选举;能否参加福利,由工会规定。",
    suspended: "暂不参加选举,也不参加领券等福利。有疑问请问工会。",
  },
  phone: "手机号",
} as const;

export const settings = {
  title: "设置",
  phone: "更换手机号",
  language: "语言",
  elder: "长辈版",
  elderHint: "字更大,按钮更大,没有弹窗。",
  on: "开",
  off: "关",
} as const;

export const phone = {
  title: "更换手机号",
  intro: "现在的手机号:{{phone}}。新旧两个号码都会收到验证码。",
  newPhone: "新手机号",
  send: "给两个号码发验证码",
  codeNew: "新号码收到的验证码",
  codeOld: "旧号码收到的验证码",
  submit: "更换",
  done: "手机号已更换。下次请用新号码登录。",
  lost: "旧号码收不到短信?请带身份证到所在工会办理。",
  demoCode: "演示验证码(新号码):{{code}}",
  demoCurrent: "演示验证码(旧号码):{{code}}",
} as const;
