/** Texts of fund sources. */
export const funds = {
  title: "资金来源",
  about: "批准活动时从“可用”划到“已预留”,放出一张进“已发出”,用掉进“已核销”,没用的回到可用。",
  empty: "还没有资金来源。有核对职责的人先登记一笔,批准活动时才有钱可划。",
  add: "登记资金来源",
  added: "已登记",
  owner: "所属组织",
  budget: "金额(元)",
  year: "年度",
  availableFen: "可用",
  setAsideFen: "已预留",
  issuedFen: "已发出",
  redeemedFen: "已核销",
  lapsedFen: "过期未用",
};
