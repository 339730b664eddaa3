/** Texts of the inbox. */
export const inbox = {
  title: "消息",
  empty: "还没有消息。放票结果、提醒都会发到这里。",
  readAll: "全部标为已读",
  unread: "未读",
  open: "去看看",
  markRead: "知道了",
  more: "更早的消息",
  kind: {
    "release.won": { title: "领到了:{{title}}", body: "券已经在“我的券”里,记得在有效期内用。" },
    "release.lost": {
      title: "开奖结果:{{title}}",
      body: "你排在第 {{place}} 位,这次没有中。可以登记候补,或看下一批。",
    },
    "release.capped": {
      title: "开奖结果:{{title}}",
      body: "排到你时,你的限领张数已用完,这一张给了下一位。",
    },
    "release.explained": { title: "“{{title}}”的结果说明", body: "工会替你核对过了。点开看收到的时间、名次和原因。" },
    "release.withdrawn": {
      title: "已取消:{{title}}",
      body: "这次在开奖前关闭了,没有人中,也不占你的限领张数。请看下一批。",
    },
    "release.offered": { title: "轮到你了:{{title}}", body: "空出了一张,为你留到 {{holdUntil}}。请在那以前接受。" },
    "release.reminder": { title: "快开始了:{{title}}", body: "{{opensAt}} 开始。参加时间内什么时候按都一样。" },
    "benefits.campaign_paused": {
      title: "活动暂停:{{title}}",
      body: "原因:{{reason}}。已领到的券照常可用,恢复时会告诉你。",
    },
    "benefits.campaign_stopped": {
      title: "活动暂停:{{title}}",
      body: "原因:{{reason}}。已领到的券也先停用,恢复时会告诉你。",
    },
    "benefits.campaign_resumed": { title: "活动恢复:{{title}}", body: "照常进行,券也可以用。打开看看新的时间。" },
    "benefits.campaign_changed": { title: "活动有变动:{{title}}", body: "打开看看新的安排。{{notice}}" },
    "benefits.redeemed": {
      title: "券已使用:{{title}}",
      body: "在 {{store}} 减了 {{offFen}}。不是你用的?请马上联系工会。",
    },
    "benefits.redemption_undone": { title: "已撤销使用:{{title}}", body: "{{store}} 撤销了这次使用,券又可以用了。" },
    "benefits.voucher_reissued": {
      title: "券还给你了:{{title}}",
      body: "你在 {{store}} 退了货,这张券又可以用了,最后一天是 {{lastDay}}。",
    },
    "benefits.voucher_voided": {
      title: "已退货,券作废:{{title}}",
      body: "你在 {{store}} 退了货,补贴已收回,这张券不能再用。",
    },
    "benefits.subsidy_back": {
      title: "部分退货:{{title}}",
      body: "你在 {{store}} 退了一部分,补贴收回 {{backFen}}。",
    },
    "kindness.birthday": { title: "生日快乐", body: "{{union}}祝你生日快乐,平安顺遂。不想再收到,可以在设置里关掉。" },
    "joining.approved": { title: "欢迎加入{{union}}", body: "入会申请已批准,会籍从今天算起。会员卡在“我的”里。" },
    "transfer.begun": {
      title: "工会为你办理转接:{{union}}",
      body: "所在工会已同意转出,正等对方接收。接收前权利不变;不想转可以撤回。",
    },
    "transfer.released": { title: "{{from}}已同意转出", body: "正等{{union}}接收。接收前,你在原工会的权利不变。" },
    "transfer.refused": { title: "转接没有办成", body: "{{union}}没有同意。原因:{{reason}}。可以向上级工会申诉一次。" },
    "transfer.done": { title: "已转入{{union}}", body: "会籍从今天起在{{union}},会员号不变。" },
    "transfer.withdrawn": { title: "转接已撤回", body: "转到{{union}}的办理已由工会撤回。原因:{{reason}}。会籍不变。" },
    "membership.retained": {
      title: "会籍保留",
      body: "你在{{union}}的会籍已转为保留。原因:{{reason}}。保留期间不交会费,不参加选举;有疑问请问工会。",
    },
    "membership.suspended": {
      title: "会籍暂停",
      body: "你在{{union}}的会籍已暂停。原因:{{reason}}。暂停期间不参加选举,也不参加领券等福利;不同意可以向工会说明。",
    },
    "membership.restored": { title: "会籍恢复", body: "你在{{union}}的会籍已恢复,权利照旧。说明:{{reason}}。" },
    "membership.resigned": { title: "已退会", body: "你在{{union}}的会籍今天结束。原因:{{reason}}。" },
    "membership.expelled": {
      title: "会籍终止",
      body: "{{union}}经会议决定开除会籍。原因:{{reason}}。不同意可以向上级工会申诉。",
    },
    "membership.closed": { title: "会籍注销", body: "你在{{union}}的会籍已注销。原因:{{reason}}。" },
    "membership.handed_over": {
      title: "会籍转到{{union}}",
      body: "{{from}}有合并、拆分或撤销,你的会籍从今天起在{{union}},会员号不变。原因:{{reason}}。",
    },
    "membership.kept_above": {
      title: "会籍由{{union}}保留",
      body: "{{from}}已撤销,你的会籍从今天起由{{union}}保留,会员号不变。原因:{{reason}}。到新单位后可以申请转接。",
    },
    "phone.changed": {
      title: "手机号已更换",
      body: "登录的手机号已换成 {{phone}}。不是你本人办理的,请马上联系工会。",
    },
    "phone.removed": {
      title: "登记的手机号已移除",
      body: "有人说原来的号码不是你的,工会已把它从档案移除。请带证件到工会登记新号码。",
    },
    "registration.opened": { title: "{{year}} 年度登记开始了", body: "请最晚在 {{untilDay}} 确认一次,一分钟就好。" },
    "registration.reminder": {
      title: "{{year}} 年度登记还没有确认",
      body: "{{untilDay}} 截止。没有确认不会取消会籍,但工会要逐个核实。",
    },
    "registration.confirmed": {
      title: "工会已为你做了 {{year}} 年度登记",
      body: "说明:{{reason}}。不对的话,请告诉工会。",
    },
    "registration.kept": {
      title: "会籍照旧",
      body: "工会核实了你的 {{year}} 年度登记,会籍不变。说明:{{reason}}。",
    },
    "registration.retained": { title: "工会为你保留了会籍", body: "说明:{{reason}}。重新工作后,请告诉工会恢复。" },
    "registration.taken_back": {
      title: "{{year}} 年度登记有更正",
      body: "工会撤回了先前的办理,之前的消息不算数。打开看看现在的情况。",
    },
    "registration.asked": { title: "请再确认一次 {{year}} 年度登记", body: "说明:{{reason}}。打开就能确认。" },
    "correction.made": { title: "信息已更正", body: "工会已按你的申请更正。" },
    "correction.refused": { title: "信息没有更正", body: "工会的答复:{{answer}}" },
    "closing.asked": {
      title: "账号将在 {{dueOn}} 注销",
      body: "在那之前一切照常。不是你本人申请的,请马上撤回并联系工会。",
    },
    "benefits.awarded": { title: "工会发给你一张券:{{title}}", body: "原因:{{reason}}。已放进你的券包,直接可用。" },
    "benefits.award_taken_back": {
      title: "一张券收回了:{{title}}",
      body: "工会撤回了发放名单,这张没有用过的券已退回。有疑问请问你的工会。",
    },
    "benefits.lapsing": { title: "券快到期:{{title}}", body: "最后一天是 {{lastDay}}。用不上可以退回,留给别人。" },
    "activities.won": { title: "订到座位了:{{title}}", body: "打开看座位和入场码。来不了请早点退,让给别人。" },
    "activities.barred": {
      title: "{{title}}:暂停参加到 {{barredUntil}}",
      body: "{{days}} 天内有 {{absences}} 次领了票没有来,所以接下来几轮先让给别人。确有原因的(如临时加班),可在票里说明。",
    },
    "activities.excuse_accepted": { title: "情况说明已接受:{{title}}", body: "这次没到不算,因此暂停的也已恢复。" },
    "activities.excuse_refused": { title: "情况说明没有通过:{{title}}", body: "答复:{{answer}}" },
    "activities.question": {
      title: "今天去吗:{{title}}",
      body: "{{startsAt}} 开场。请在票里回答“去”或“去不了”。去不了就让给别人,不算未到。",
    },
    "activities.reminder": { title: "快开场了:{{title}}", body: "{{startsAt}} 开场,请带好手机出示票码。" },
    "activities.cancelled": {
      title: "已取消:{{title}}",
      body: "{{startsAt}} 的这一场取消了。原因:{{reason}}。票已退回,不占你的限领。",
    },
    "activities.cancelled_owed": {
      title: "已取消:{{title}}",
      body: "{{startsAt}} 的这一场取消了。原因:{{reason}}。票已退回,不占你的限领;{{priorityUntil}} 以前的抽签你优先(按 20 份计),拿到座位为止。",
    },
    "activities.moved": {
      title: "改时间:{{title}}",
      body: "原定 {{beforeAt}},改到 {{startsAt}}。原因:{{reason}}。座位不变;来不了可以在开场前退,不算未到。",
    },
    "activities.film_changed": {
      title: "换片:{{title}}",
      body: "{{startsAt}} 这一场改放《{{film}}》。原因:{{reason}}。座位不变;不想看的话开场前都可以退。",
    },
    "activities.reseated": {
      title: "换座位:{{title}}",
      body: "{{startsAt}} 这一场你的座位从 {{before}} 换到 {{seat}}。原因:{{reason}}。",
    },
    "activities.hall_changed": {
      title: "换影厅:{{title}}",
      body: "{{startsAt}} 这一场改在 {{hall}},你的座位是 {{seat}}。原因:{{reason}}。",
    },
    "activities.waiting_cancelled": {
      title: "已取消:{{title}}",
      body: "{{startsAt}} 的这一场取消了。原因:{{reason}}。你的报名或候补不再有效,不占你的限领。",
    },
    "activities.waiting_moved": {
      title: "改时间:{{title}}",
      body: "原定 {{beforeAt}},改到 {{startsAt}}。原因:{{reason}}。你的报名或候补照旧;中了来不了,可以退。",
    },
    "activities.waiting_film_changed": {
      title: "换片:{{title}}",
      body: "{{startsAt}} 这一场改放《{{film}}》。原因:{{reason}}。你的报名或候补照旧;中了不想看,可以退。",
    },
    "activities.waiting_hall_changed": {
      title: "换影厅:{{title}}",
      body: "{{startsAt}} 这一场改在 {{hall}}。原因:{{reason}}。你的报名或候补照旧;选过座位的,请看看还在不在。",
    },
    "activities.missed": {
      title: "没有来:{{title}}",
      body: "{{startsAt}} 的票没有用。如有临时加班等原因,可以在票里说明。",
    },
    "activities.awarded": {
      title: "工会给你留了座位:{{title}}",
      body: "{{startsAt}} 开场,座位 {{seat}}。来不了请早点退,让给别人。",
    },
    "activities.award_taken_back": {
      title: "座位收回:{{title}}",
      body: "{{startsAt}} 这一场,工会给你留的座位收回了。有疑问请问本单位工会。",
    },
    other: { title: "工会消息", body: "打开看看。" },
  },
} as const;
