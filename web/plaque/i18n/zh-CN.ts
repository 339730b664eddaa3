/** Texts of the page behind a plaque's QR code. */
export const plaque = {
  unknown: "查不到这块牌匾",
  unknownHelp: "工会没有颁发过这个编号。请核对牌匾上的编号,或向当地工会查证。",
  standing: {
    in_force: "协议有效",
    to_come: "协议还没生效",
    ended: "协议已结束",
    suspended: "暂停合作",
    closed: "门店停业",
    withdrawn: "牌匾已收回",
  },
  help: {
    in_force: "这家门店现在是工会的友好合作商家。",
    to_come: "协议已签,还没到开始的日期。现在不能用工会的券。",
    ended: "这家商户和工会的协议不在有效期,现在不能用工会的券。",
    suspended: "工会暂停了和这家门店的合作,恢复时间另行通知。",
    closed: "协议有效,但这家门店停业了。请到这家商户的其他门店。",
    withdrawn: "工会已经收回这块牌匾,它不再代表合作关系。",
  },
  suspendedUntil: "工会暂停了和这家门店的合作,{{time}} 恢复。",
  badge: "工会友好合作商家",
  map: "在地图里看",
  fact: {
    merchant: "商户",
    store: "门店",
    address: "地址",
    position: "怎么找",
    until: "协议有效期到",
    number: "牌匾编号",
  },
  noEnd: "没有约定到期日",
  checkedAt: "查验时间 {{time}},以本页显示为准。",
};
