/** What can be wrong with settlements and money. */

export const settlement = {
  no_account: "这家商户还没有通过审核的收款账户。请先在商户页登记并审核。",
  account_unseen: "收款账户在结算期内变更过(自 {{since}} 起)。请核对新账户,并勾选“已核对账户”。",
  account_unseen_general: "收款账户在结算期内变更过。请核对新账户,并勾选“已核对账户”。",
  answers_missing: "还有 {{count}} 条异议没有答复。请先逐条答复。",
  answers_missing_general: "还有异议没有答复。请先逐条答复。",
  changed_meanwhile: "打开页面之后,这张结算单的明细又改过了。请刷新,看过新的明细再办理。",
  manager_needed: "只有商户的负责人可以确认。请换负责人输入密码,或请工会在店员名单里指定负责人。",
  no_such_dispute: "没有找到这条异议,或者已经答复过。请刷新。",
  no_such_line: "没有第 {{position}} 行。请核对行号。",
  no_such_line_general: "没有这一行。请核对行号。",
  no_such_settlement: "没有找到这一期结算。请返回列表。",
  no_such_statement: "没有找到这张结算单。请返回列表。",
  not_ready_to_pay: "付款资料还不齐:先在商户页面补上收款账户,并登记发票。",
  nothing_to_settle: "到现在为止没有新的核销或更正要结算。",
  paper_of_other_lines:
    "校验码末 6 位与现在的明细不一致:这张纸打印的是别的一稿。请重新打印当前结算单,请商户签章后再登记。",
  signed_in_future: "签章日期还没到。请填纸上的日期。",
  paid_in_future: "付款日期还没到。请填银行实际付款的日期。",
  period_ahead: "结算期还没开始。结束日期最晚选今天。",
  period_wrong: "日期不对:开始要早于结束,最长 400 天。",
  wrong_state: "这张结算单现在的状态不能这样办理。请刷新后再看。",
} as const;

export const funds = {
  budget_exceeded: "预算不够。请减少张数或追加预算。",
  more_than_free: "可用资金不够。请减少金额或换资金来源。",
  already_reversed: "这一笔已经冲回过。",
  no_such_entry: "没有找到这一笔。请刷新后再看。",
  no_such_source: "没有找到这笔资金来源。请重新选择。",
  reversal_cannot_be_reversed: "冲回的一笔不能再冲。需要时请另记一笔。",
} as const;
