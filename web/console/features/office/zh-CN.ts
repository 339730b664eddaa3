/** Texts of deciding: who hands in, checks and approves, and what waits for whom. */
export const office = {
  note: "说明",
  noteHelp: "随这一步永久保存,经办、复核、审批和审计都能看到。",
  document: "决定文件",
  documentHelp: "会议纪要等的扫描件或照片,PDF、JPG、PNG,不超过 10 MB。",
  documentChoose: "添加文件",
  documentReplace: "换一个文件",
  documentRemove: "去掉文件",
  history: "办理记录",
  noHistory: "还没有人提交。",
  refused: "退回",
  revision: "第 {{revision}} 版",
  touches:
    "涉及 {{people}} 人:已参加 {{entered}},候补 {{waiting}},持券 {{holding}},设了提醒 {{reminded}};门店 {{stores}} 家。他们会收到消息。",
  touchesNobody: "不影响任何会员。",
  step: {
    out: "同意转出",
    in: "同意接收",
    handed_in: "提交",
    checked: "复核通过",
    approved: "批准",
    review: "同意入会",
    appeal: "申诉成立",
  },
};
