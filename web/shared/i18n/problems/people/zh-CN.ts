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
  no_verifier: "没有接通实名核验。请看过本人证件后,在“修改资料”里打开“已实名”;要接通请找系统管理员。",
  changed_meanwhile: "核验期间姓名或证件被改过。请刷新后再核验。",
  nobody_to_check: "没有要核验的人:登记了证件的会员都已实名。",
  checking_already: "这个组织正在批量核验。请等它完成。",
  too_many_checks: "今天核验的次数到上限了。请过一会儿再试,或用批量核验。",
  too_many_looks: "今天查看完整号码的次数到上限了。请过一会儿再看,或请同事查看。",
  too_many_taken: "短时间内多次遇到已经登记的号码,暂时不能再登记或修改。请过一会儿再试,或请上级工会核对。",
  phone_taken: "这个手机号已经属于另一个人。请先核对。",
  no_phone: "这个人没有登记手机号。需要时请先补上。",
  id_taken: "这个证件号码已经登记给另一个人。请按证件号码查一查,是不是同一个人。",
  id_short: "身份证号码要 18 位。请核对证件后再填。",
  id_date: "身份证号码里的出生日期不存在。请核对证件后再填。",
  id_check: "身份证号码的校验位对不上,多半有一位抄错了。请核对证件后再填。",
  no_document: "这个人没有登记证件。",
  same_phone: "新号码和现在的一样。请换一个号码。",
  same_union: "这个人已经是那个工会的会员。请选另一个工会。",
} as const;

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

export const staff = {
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
  appealed_before: "已经申诉过一次。可以重新申请,或联系工会。",
  needs_another: "申诉要由另外的人答复。请交给同事处理。",
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

export const calendar = {
  changed_meanwhile: "这一年的日历刚刚被别人改过。请刷新,核对后再保存。",
  day_of_another_year: "{{day}} 不是这一年的日子。请选对年份再登记。",
  day_of_another_year_general: "有的日子不是这一年的。请选对年份再登记。",
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
