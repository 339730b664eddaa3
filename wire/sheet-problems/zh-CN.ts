/** What to do about a cell, a row or a file that cannot be taken: said by pages, and written into the workbook that goes back. */
export const sheets = {
  required: "这一格必须填。请补上。",
  too_long: "太长了,最多 {{most}} 个字。请缩短。",
  too_long_general: "太长了。请缩短。",
  unknown_choice: "没有这个选项。是不是“{{nearest}}”?请从下拉选项里选。",
  unknown_choice_general: "没有这个选项。请从下拉选项里选一个。",
  not_yes_no: "这里只能填“是”或“否”。",
  not_a_day: "看不出是哪一天。请写全年月日,例如 1985-03-12。",
  not_a_time: "看不出是几点。请写成 18:30 或 晚上6点半。",
  day_in_future: "这一天还没有到。请检查年份。",
  id_short: "身份证号应为 18 位,这里是 {{length}} 位。请照身份证补全;15 位旧号请换成 18 位。",
  id_short_general: "身份证号应为 18 位。请照身份证补全;15 位旧号请换成 18 位。",
  id_check: "身份证号的校验位不对,有数字写错了。请对照身份证改正。",
  id_date: "身份证号里的出生日期不存在或在将来。请对照身份证改正。",
  id_destroyed: "Excel 把号码当成数字,后几位已经丢失,无法找回。请把这一格设成“文本”,再照身份证重新填写。",
  id_document: "号码的样子和证件类型不符。请检查证件类型,再照证件填写号码。",
  phone: "不是 11 位手机号码。请检查是否多写或少写了数字。",
  not_a_number: "这里要填数字,例如 3500。“三千左右”这样的写法请改成一个数。",
  not_whole: "这里要填整数,不要小数。",
  below_a_fen: "金额最多两位小数。请改到分。",
  too_small: "数字太小,最小是 {{min}}。请检查。",
  too_small_general: "数字太小。请检查。",
  too_large: "数字太大,最大是 {{max}}。请检查。",
  too_large_general: "数字太大。请检查。",
  out_of_range: "数字应在 {{min}} 到 {{max}} 之间。请检查。",
  out_of_range_general: "数字超出了范围。请检查。",
  formula_error: "这一格的公式出错了。请改成要填的内容。",
  duplicate_in_file: "和第 {{firstRow}} 行是同一个人。请留下一行,删去另一行。",
  shared_in_household: "手机号和同户的第 {{firstRow}} 行相同:先记在那一行,这个人暂不登记手机号。有自己的号码时再补。",
  shared_in_household_general: "手机号和同户的另一个人相同,先记在那个人名下。有自己的号码时再补。",
  duplicate_in_file_general: "文件里有两行是同一个人。请留下一行,删去另一行。",
  no_rows: "文件里没有可以读取的行。请检查是不是选错了文件。",
  file_empty: "这是一个空文件。请重新选择。",
  file_too_large: "文件太大,最大 {{most}} MB。请删去图片或分成几个文件。",
  file_too_large_general: "文件太大。请删去图片或分成几个文件。",
  file_too_much: "文件展开后的内容太多,不像一张表格。请把表格复制到新的工作簿再上传。",
  file_unreadable: "读不出这个文件,可能不是表格或已损坏。请用 Excel 或 WPS 打开,另存为 .xlsx 再上传。",
  file_encrypted: "文件设了打开密码。请在 Excel 里去掉密码,保存后再上传。",
  file_macros: "文件里带有宏。请另存为不带宏的 .xlsx 再上传。",
  file_web_page: "这是改了后缀的网页,不是表格。请用 Excel 打开,另存为 .xlsx 再上传。",
  too_many_sheets: "工作表太多,最多 {{most}} 张。请分成几个文件。",
  too_many_sheets_general: "工作表太多。请分成几个文件。",
  too_many_rows: "行数太多,一次最多 {{most}} 行。请分成几个文件。",
  too_many_rows_general: "行数太多。请分成几个文件。",
  too_many_columns: "列数太多,最多 {{most}} 列。请删去多余的列,也请看看最右边有没有误填的格子。",
  too_many_columns_general: "列数太多。请删去多余的列。",
  no_such_sheet: "文件里没有这张工作表。请重新选择。",
  readers_busy: "正在读取的文件太多。请过半分钟再试。",
  reading_too_long: "读取时间太长,已经停止。请把表格分成几个文件再上传。",
  not_yours: "标好的表格里有完整的号码,只还给上传的人。请联系上传的同事。",
  no_such_kind: "没有这种表。请从列表里选择。",
  no_such_subject: "没有这个对象,或这种表不是给它的。请从它的页面重新导入。",
  no_such_import: "没有找到这次导入,可能已经清理。请返回列表。",
  no_such_line: "没有找到这一行。请刷新后再看。",
  no_such_candidate: "请从列出的人里选一位。",
  destroyed: "保留期已过,文件和内容已经销毁,只留下数字。",
  not_in_state: "这次导入的状态变了。请刷新后再看。",
  not_ready_undecided: "还有没决定的行。请逐行决定,或一次全部留下。",
  not_ready_unsettled: "还有工会名称没有对上。请先说明它们是哪个工会。",
  not_ready_nothing: "没有可以写入的行。",
  not_ready_refused_left: "还有不能收的行。请改好再传,或选择先写入其余的行。",
  mapping_missing: "必填的列还没有对上。请指明是哪一列。",
  mapping_twice: "同一项对上了两列。请只留一列。",
  mapping_unknown: "没有这一项。请刷新后再选。",
  unknown_name: "文件里没有这个名称。请刷新后再看。",
  too_many_elsewhere:
    "今天上传的文件里,已登记在别的工会的人超过 {{most}} 个,不能再查。请明天再传,或请上级工会导入这份名册。",
  import_failed: "服务器出了错,什么也没有写入。请再试一次;还不行请联系管理员。",
} as const;

/** What a row says of a person that the register does not bear out. */
export const personDefects = {
  sex_disagrees: "性别和身份证号码不一致。请对照身份证改正其中一个。",
  birth_disagrees: "出生日期和身份证号码不一致。请对照身份证改正,或把出生日期留空。",
  in_other_union: "这个人已经登记在别的工会。请用会籍转接,不要重新登记。",
  phone_of_other: "这个手机号已经登记给另一个人。请核对号码;一个号码只能一个人登录。",
  gone: "这个人已经不在名册里。请重新检查这份文件。",
  becomes_member: "名册里已有这个人,但还不是会员;写入后成为会员,原来的资料保留。",
  phone_from_list: "这个手机号在采集名单里写在别人名下;写入后归这一行的人。",
  union_stays: "这个人登记在另一个工会,会籍正在转接、暂停或保留,导入不变更工会。需要时请用会籍转接。",
  joined_on_stays: "入会日期晚于这个人离开第一个工会的日子,不会改。请核对。",
  same_in_file:
    "和第 {{firstRow}} 行同名、同一天出生,可能是同一个人。是两个人请选“是另一个,新增”,是同一个人请选“先不导入”。",
  same_in_file_general: "文件里有同名、同一天出生的另一行,可能是同一个人。请看一眼再决定。",
  same_name_and_birth: "名册里有同名、同一天出生的人,证件号码不同。请看一眼是不是同一个人。",
} as const;

/** What a row says of an organisation, or where it is to stand. */
export const organisationDefects = {
  region_code: "行政区划代码应为 6 位数字,前两位是省。请核对。",
  unknown_mark: "有不认识的标记。请只用模板里列出的标记,用顿号分开。",
  twice_in_file: "上面已有一行写了同一个上级下的同名组织。请留下一行。",
  gone: "这个组织已经撤销或移走。请重新检查这份文件。",
  parent_unknown: "没有找到这个上级组织。请核对名称;上级也在这张表里时,请先写入上级,再把这一行传一次。",
  parent_several: "有几个组织叫这个名称。请改写上级的统一社会信用代码。",
  kind_not_under_parent: "这种组织不能建在这个上级下面。请核对组织类型和上级。",
  kind_stays: "组织类型和登记的不同,导入不改类型。需要时请在组织页面修改。",
  parent_stays: "它现在隶属于别的上级,导入不移动组织。需要时请在组织页面移动。",
  code_doubtful: "统一社会信用代码对不上校验规则,会照样收下。请对照证书看一眼。",
  term_incomplete: "任期开始和任期年数要一起填,或都不填。请补全。",
} as const;

/** Why somebody on a list gets nothing. */
export const listDefects = {
  id_tail: "证件后四位是四个字,末位可能是 X。请照证件改正。",
  nobody_named: "这一行没有姓名、手机号或会员编号。请至少填一项。",
  not_found: "在你管理的会员里没有找到这个人。请核对手机号或会员编号。",
  name_disagrees: "号码和姓名对不上。请核对是不是同一个人。",
  twice_in_list: "名单上面已经有这个人。请留下一行。",
  capped: "这个人已经到了领取上限,不能再给。请换人或和活动经办商量。",
  not_eligible: "这个人不在这次活动的范围里。请核对所属工会和条件。",
  sold_out: "留作直接奖励的份额不够了。请减少人数,或先增加份额。",
  paused: "这一场正暂停。请恢复后再导入。",
  closed: "这一场已经结束,不能再给。",
  missing: "这个人或这一场已经不在了。请重新检查这份文件。",
  refused: "现在不能给这个人。请稍后再试。",
} as const;

/** What a row says of a merchant. */
export const merchantDefects = {
  asked_already: "这个代码的商户已经在册或在等待办理。请到商户页面查看。",
  code_of_other: "同一个代码的上一行写的是另一个单位全称。请核对。",
  store_twice: "上面已有这家门店。请留下一行。",
  too_many_stores: "一个商户一次最多 50 家门店。请分几次导入。",
  bank_incomplete: "开户行、账户名称、银行账号要一起填,或都不填。请补全。",
  bank_account: "银行账号应为 6 到 30 位数字。请按文本重新填写。",
} as const;

/** What a row says of a showing that its plan cannot take. */
export const showingDefects = {
  date: "看不出是哪一天。请写成 2026-12-02 或 12月2日。",
  outside_plan: "不在这份排片的日期里({{startsDay}} 到 {{endsDay}})。请改日期,或导入到另一份排片。",
  outside_plan_general: "不在这份排片的日期里。请改日期,或导入到另一份排片。",
  hall_unknown: "没有叫“{{said}}”的影厅。现有的影厅:{{halls}}。请照这样写,或先在“场所与场地”里建好。",
  hall_unknown_general: "没有这个影厅。请照场所里登记的名称写。",
  hall_several: "叫“{{said}}”的影厅不止一个:{{halls}}。请连场所的名称一起写。",
  hall_several_general: "这个名称的影厅不止一个。请连场所的名称一起写。",
  no_halls: "还没有登记影厅。请先在“场所与场地”里建好。",
  film: "书名号里没有片名。请补上。",
  minutes: "看不出片长是多少分钟。请写成 118 或 1小时58分。",
  past: "这个时间已经过了。请改日期或时间。",
  twice_in_file: "上面已有一行是同一时间、同一影厅。请留下一行。",
  too_many: "一份排片最多 {{most}} 场。请分成几份排片。",
  too_many_general: "这份排片的场次太多了。请分成几份排片。",
  new_film: "片库里还没有这部影片,写入时会添上。请看一眼片名有没有写错。",
} as const;

/** What a row of a door list says of a seat. */
export const doorDefects = {
  no_such_seat: "这个厅没有这个座位。请照座位图上的写,例如 3排5座。",
  seat_taken: "这个座位已经有人,或不在留给名单的座位里。请换一个,或不填座位。",
  has_other_seat: "这个人在这一场已有座位 {{seat}}。请删去这一行,或先收回原来的座位。",
  has_other_seat_general: "这个人在这一场已有别的座位。请删去这一行,或先收回原来的座位。",
  not_of_union: "在本工会会员里没有找到这个人;包场只给本工会会员。请核对手机号或会员编号,别家工会的人请删去。",
  house_full: "座位已经给完。请减少人数,或请影院换大一点的厅。",
} as const;

/** What a row says of how many units a union gets. */
export const quotaDefects = {
  union_unknown: "在这次活动的范围里没有找到这个工会。请照组织树里的名称写。",
  union_several: "有几个工会叫这个名称。请写全称。",
  twice_in_file: "上面已有一行是同一个工会、同一种。请留下一行。",
  kind_unknown: "这次活动没有这一种。请照活动里的名称写;只有一种时可以不填。",
  has_share: "这个工会在活动里已经有单独的份额。请先去掉那份份额,再导入。",
  over_stock: "到这一行,名额合计 {{units}},超过每轮的 {{stock}} 份。请减少名额,或先增加每轮数量。",
  over_stock_general: "到这一行,名额合计超过每轮的数量。请减少名额,或先增加每轮数量。",
} as const;
