/** What can be wrong with a membership after joining: moving to another union. */

export const transfer = {
  missing: "没有找到这次转接。请返回列表。",
  open_already: "已经有一次转接在办理。请先办完或撤回那一次。",
  wrong_state: "这次转接的状态已经变了。请刷新后再看。",
  state_forbids: "现在的会籍状态不能转接。请先联系所在工会恢复会籍。",
  overtaken: "会籍已经不在当初转出的工会,这次转接不能再办。请撤回或拒绝;需要时由现在的工会重新办理。",
  union_takes_none: "这个工会现在不接收会员。请换一个工会。",
  appealed_before: "对这次答复已经申诉过。可以重新申请,或联系工会。",
  needs_another: "申诉要由另外的人答复。请交给同事处理。",
  too_many: "今天申请的次数太多。请明天再试,或直接联系工会。",
} as const;

export const own_data = {
  no_such_correction: "没有找到这项更正申请。请刷新后再看。",
  asked_already: "这一项已经申请过,正等工会答复。请先撤回再改。",
  answered_already: "这项申请已经办完。请刷新后再看。",
  says_so_already: "登记的就是这样,不用更正。",
  closing_already: "已经申请注销。要改变主意,请在同一页撤回。",
  not_closing: "没有等着注销的账号。请刷新后再看。",
  too_many: "今天申请的次数太多。请明天再试,或直接联系工会。",
} as const;
