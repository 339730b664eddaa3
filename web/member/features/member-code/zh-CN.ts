/** Texts of the member code. */
export const code = {
  title: "会员码",
  hint: "店员或工作人员扫这个码。每 15 秒自动更新,截图没有用。扫不上就把屏幕调亮。",
  renewIn: "{{seconds}} 秒后更新",
  image: "会员码二维码",
  imageVoucher: "这张券的二维码",
  making: "正在生成",
  offline: "没有网络,这个码照常能用。",
  offlineServer: "这部手机需要网络才能出码。请连上网络。",
  short: "扫不了?给店员报数字",
  shortNumber: "请店员输入",
  shortUntil: "{{time}} 前有效",
  failed: "出码没有成功。",
} as const;
