/** Texts of what tills accepted without network and could not redeem. */
export const discrepancies = {
  title: "断网收券差异",
  about: "收银台断网时先收下、联网后核销不成的券。商户在自己的收银台上也看得到。",
  empty: "没有差异。断网收下的券都核销成功了。",
  store: "门店",
  amount: "消费金额",
  acceptedAt: "断网收下",
  syncedAt: "联网上传",
  whatHappened: "发生了什么",
  outcome: { double: "重复使用", refused: "没有核销" },
};
