/** What can be wrong with organisations, people, accounts and signing in. */

import { organisationDefects, personDefects } from "../../../../../wire/sheet-problems/zh-CN.ts";

export const organisation = {
  ...organisationDefects,
  kind_not_allowed: "这一级下面不能建这种组织。请换类型或上级。",
  closed: "这个组织已经撤销,只能查看。请到承接它的组织办理。",
  no_such_link: "没有找到这条关系,或它已经结束。请刷新后再看。",
  link_to_itself: "组织不能和自己建立关系。请选另一个组织。",
  link_there_already: "这段时间里已经有同样的关系。请先结束原来的,或换一个日期。",
  sight_of_industry_only: "只有和产业工会的产业关系可以附带查看。请去掉“可以查看”,或换关系类型。",
  day_past: "日期已经过去。请选 {{today}} 或以后。",
  move_planned: "已经定好 {{on}} 移动。请先撤回那次移动。",
  no_move_planned: "没有等着执行的移动。请刷新后再看。",
  stands_there_already: "它已经在那里。请选另一个上级。",
  under_itself: "不能移到自己或自己的下级下面。请选另一个上级。",
  play_stays: "演练里的组织不能移动。请在正式页面操作。",
  not_empty:
    "还有 {{members}} 份会籍、{{applications}} 份入会申请、{{organisations}} 个下级组织。请先说明会员转到哪里,并移走下级组织。",
  not_mergeable: "这两个组织不能这样合并或转移。请选工会组织,并且不是同一个。",
  nothing_to_split: "没有选到这个组织的人员或下级组织。请重新选择要分出的部分。",
  missing: "没有找到这个组织。请返回组织树。",
} as const;

export const person = {
  ...personDefects,
  missing: "没有找到这个人。请返回列表。",
  too_many_on_day: "这一天的人数超过 {{most}},不逐个列出。请选一个下级工会再看名单,或到“统计”看这一天的人数。",
  no_verifier: "没有接通实名核验。请看过本人证件后,在“修改资料”里打开“已实名”;要接通请找系统管理员。",
  changed_meanwhile: "核验期间姓名或证件被改过。请刷新后再核验。",
  nobody_to_check: "没有要核验的人:登记了证件的会员都已实名。",
  checking_already: "这个组织正在批量核验。请等它完成。",
  too_many_checks: "今天核验的次数到上限了。请过一会儿再试,或用批量核验。",
  too_many_runs: "今天发起的批量核验到上限了。请明天再发起,或对单个会员核验。",
  too_many_looks: "今天查看完整号码的次数到上限了。请过一会儿再看,或请同事查看。",
  too_many_taken: "短时间内多次遇到已经登记的号码,暂时不能再登记或修改。请过一会儿再试,或请上级工会核对。",
  phone_taken: "这个手机号已经属于另一个人。请先核对。",
  no_phone: "这个人没有登记手机号。需要时请先补上。",
  id_taken: "这个证件号码已经登记给另一个人。请按证件号码查一查,是不是同一个人。",
  id_short: "身份证号码要 18 位。请核对证件后再填。",
  id_date: "身份证号码里的出生日期不存在。请核对证件后再填。",
  id_check: "身份证号码的校验位对不上,多半有一位抄错了。请核对证件后再填。",
  number_missing: "请填手机号或证件号码,至少一样:不然同名的人分不清,本人来了也找不到。",
  no_document: "这个人没有登记证件。",
  same_phone: "新号码和现在的一样。请换一个号码。",
  same_union: "这个人已经是那个工会的会员。请选另一个工会。",
} as const;

export const sign_in = {
  platform_limit_reached: "今天的短信已发完。请稍后再试,或联系工会。",
  try_again_later: "试的次数太多。请过一会儿再试。",
  wrong_code: "验证码不对,还可以试 {{triesLeft}} 次。",
  wrong_code_general: "验证码不对。请核对短信后再输入。",
  code_expired: "验证码过期了。请重新获取。",
  too_many_tries: "输错次数太多。请重新获取验证码。",
  who_are_you: "请确认是你本人:填登记时的姓名和身份证号后四位。",
  not_you: "姓名或身份证号后四位对不上。请核对;实在想不起来,请带身份证到工会。",
  identity_unknown: "工会没有登记证件号,这里无法确认是你本人。请带身份证到所在工会更新。",
  phone_disputed: "有人说这个号码不是本人的,工会正在核对。请带身份证到所在工会。",
  not_a_member: "这个手机号还没有登记为会员。请联系所在工会,或请工会更新你的手机号。",
  no_provider: "这个登录方式没有启用。请用别的方式登录。",
  provider_unreachable: "身份服务没有回应。请稍后再试,或用别的方式登录。",
  provider_refused: "身份服务没有认可这次登录。请再试一次。",
  flow_expired: "停留太久,或不是在同一个浏览器里回来的。请重新登录。",
  not_linked: "“{{provider}}”的这个身份还没有关联账号。请先用账号和密码登录,再在右上角的账号菜单里关联。",
  wrong_password: "账号或密码不对。请核对后再试。",
  code_used: "这个动态码刚刚用过。请等 {{seconds}} 秒,用下一组数字。",
  account_disabled: "这个账号已经停用。请联系管理员。",
  ticket_expired: "停留太久了。请从第一步重新登录。",
  too_many_codes: "获取验证码太频繁。请 {{retryAfter}} 秒后再试。",
  too_many_codes_general: "获取验证码太频繁。请过一会儿再试。",
  phone_taken: "这个手机号已经属于另一位会员。请联系工会处理。",
} as const;

export const joining = {
  prove_the_phone: "请先验证手机号。超过两周没有来过,要再验证一次。",
  member_already: "这个手机号已经是会员。请返回登录。",
  missing: "没有找到这份申请。请返回列表。",
  wrong_state: "这份申请的状态已经变了。请刷新后再看。",
  union_takes_none: "这个工会现在不收入会申请。请换一个工会。",
  incomplete: "还有必填的没有填。请核对姓名、证件号和工会。",
  consent_changed: "说明刚刚更新过。请刷新页面,读过后再提交。",
  member_by_now: "这个人已经是会员。请刷新后再看。",
  waits_already: "这个手机号有一份入会申请在办。请先办完那一份。",
  appealed_before: "已经申诉过一次。可以重新申请,或联系工会。",
  needs_another: "这份申请由你代交或退回过,要由另外的人答复。请交给同事处理。",
  too_many: "操作太频繁。已填的内容都还在,请过一会儿再试。",
  no_such_invitation: "没有找到这个邀请。请刷新后再看。",
  too_many_invitations: "邀请发得太多。请过些时候再发,或用入会码海报。",
  too_many_submissions: "今天提交的次数太多。请明天再交,或直接联系工会。",
} as const;

export const membership = {
  none_there: "这个人在那里没有现行的会籍。请刷新后再看。",
  no_such_change: "现在的会籍状态不能这样变更。请刷新后再看。",
  minutes_missing: "开除会籍要经会议决定。请附上会议纪要。",
} as const;

export const inbox = { no_such_message: "没有找到这条消息,可能已经清理。" } as const;

export const access = {
  sign_in_needed: "登录已经过期。请重新登录。",
  clerk_needed: "请店员先输入自己的密码。",
  forbidden: "你在“{{organisation}}”没有“{{permission}}”的职责。需要时请联系上级管理员。",
  forbidden_brief: "你没有“{{permission}}”的职责。需要时请联系上级管理员。",
  forbidden_general: "你的职责里没有这一项。需要时请联系上级管理员。",
  foreign_origin: "请求来自别的网站,没有执行。请从本站页面操作。",
  not_in_play: "演练里不能做这件事。演练不发短信,也不动真实的数据;请回到正式页面再做。",
} as const;
