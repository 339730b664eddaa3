/** Problems that only those meet who keep the register and its accounts. */
export const duplicates = {
  missing: "没有找到这一对。可能已经处理,请刷新后再看。",
  merge_missing: "没有找到这次合并。请刷新后再看。",
  person_gone: "其中一人刚刚有变动,或已经被合并。请刷新后再看。",
  decided_already: "这一对已经有人处理过。请刷新后再看。",
  stand_together: "两份档案都在等同一次抽签,或都在排同一个候补。请等抽签结束,或让其中一份先退出,再合并。",
  on_the_way: "其中一份档案正在办理转接或申诉。请先办完或撤回,再合并。",
  closing_account: "其中一份档案的本人已申请注销账号。请等注销办完或本人撤回后,再合并。",
  keep_the_member: "请保留有会员号的那一份,再从另一份里选要用的内容。",
  undone_already: "这次合并已经撤回。请刷新后再看。",
  kept_gone: "保留的那份档案已经终止,或又合并到了别人名下。请先撤回后一次合并。",
} as const;

export const people_export = {
  missing: "没有找到这次导出。请返回导出列表。",
  purpose_missing: "要写出完整的号码,请先写明用途。",
  nobody: "没有符合条件的人,不用导出。请换一个组织或搜索条件。",
  too_many: "导出得太频繁了。请过一会儿再试,或把几次并成一次。",
  not_yours: "导出的文件只给申请的人。需要的话请自己申请一份。",
  not_ready: "文件还没有做好。请稍等,做好后再下载。",
  over: "这次导出已经结束,文件不在了。需要的话请再申请一次。",
  answered: "这次导出已经有人办理过。请刷新后再看。",
} as const;

export const duty_review = {
  missing: "没有找到这次核对。请返回账号与职责。",
  there_already: "本季度的核对已经开始。请刷新后再看。",
  day_missing: "请选职责结束的日期。",
  day_beyond: "这项职责 {{day}} 就结束了。请选那天或更早的一天;要延长,请在账号里重新授予。",
  shortened_already: "这项职责已定在 {{day}} 结束,不能再改为继续。要继续,请在账号里重新授予。",
  day_past: "日期已经过去。请选 {{today}} 或以后,或选“立即结束”。",
} as const;

export const hand_over = {
  nothing_to_read: "这条交接通知已经读过了。请刷新。",
} as const;

export const staff = {
  hand_over_strands:
    "有 {{count}} 件事交接后谁都办不了:接任人参与过,不能再由同一人复核。请先给第三人这项职责,或换接任人,或请本人先办完,或定一个以后的日期。",
  duties_kept_apart: "系统、安全、审计三项职责不能由一个人担任。请给另一个人,或先收回原有的一项。",
  duty_already_held: "已经有这项职责了。",
  grant_already_over: "这项职责已经结束。",
  grant_outlasts_own: "你自己的职责到 {{untilAt}} 为止,授出的不能更久。请选一个更早的截止时间。",
  grant_exceeds_own_rights: "不能授出自己没有的职责。请联系上级管理员。",
  identity_taken: "这个身份已经关联了另一个账号。请先在那个账号里取消关联。",
  linked_already: "这个账号已经关联了一个身份。请先取消原来的关联。",
  not_linked: "这个账号没有关联身份。",
  one_factor_stays:
    "这个账号刚重设过另一项,本人还没有登录。密码和动态码不能都由别人重设,以防冒用。请等本人登录后再重设;两样都丢了,请停用它,另建账号再授予职责。",
  not_closed_idle: "这个账号不是因长期未登录停用的,不能这样恢复。请添加新的账号。",
  nothing_to_hand_over: "这个账号现在没有可交接的职责。",
  same_account: "不能交接给本人。请选另一个账号。",
  login_taken: "这个账号名已被使用。请换一个。",
  no_such_account: "没有找到这个账号。请返回列表。",
  no_such_duty: "没有这种职责。请重新选择。",
  no_such_grant: "没有找到这项授权。请刷新后再看。",
  password_too_weak: "密码太弱。请用至少 12 个字符,不要用常见词。",
  wrong_password: "现在的密码不对。请核对后再试。",
} as const;

export const calendar = {
  changed_meanwhile: "这一年的日历刚刚被别人改过。请刷新,核对后再保存。",
  day_of_another_year: "{{day}} 不是这一年的日子。请选对年份再登记。",
  day_of_another_year_general: "有的日子不是这一年的。请选对年份再登记。",
} as const;
