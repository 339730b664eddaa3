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

export const registration = {
  missing: "没有找到这次年度登记,可能已被撤销。请返回列表。",
  act_missing: "没有找到这次办理。请刷新后再看。",
  open_already: "{{union}}已经开放了 {{year}} 年度登记,对这里也有效。请在那一次里办理。",
  days_do_not_fit: "日期对不上。请检查:年度与日期相符,开始不早于今天,截止在开始之后,提醒在两者之间。",
  in_use: "已经有人登记,或工会已经处理过谁,这个年度不能撤销。可以改截止日期。",
  not_open: "这个年度现在不能这样办:还没开始、已经截止,或已经办好。请刷新后再看,或联系所在工会。",
  nobody_left: "选中的人都已不在这一列里。请刷新后再看。",
  undone_already: "这一批已经撤销过。",
} as const;
