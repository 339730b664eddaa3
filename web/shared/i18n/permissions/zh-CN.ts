/** What one may do with a permission, as a refusal names what is missing. */
export const permission = {
  staff: { view: "查看账号", manage: "管理账号", appoint: "任命职责" },
  settings: { manage: "系统设置" },
  audit: { view: "查看审计", read: "查看审计" },
  people: { view: "查看会员", manage: "管理会员" },
  organisations: { manage: "管理组织" },
  benefits: {
    read: "查看活动",
    manage: "编写活动",
    merchants: "管理商户",
    funds: "管理资金来源",
    check: "复核活动",
    approve: "审批活动",
    office: "设置办理人数",
  },
  releases: { read: "查看放票", run: "放票值守", top_up: "追加数量" },
  decisions: { attach: "附上办理依据", read: "查看办理依据" },
  settlement: { draft: "制作结算单", approve: "审批结算单", review: "复核结算单", lock: "归档结算单", pay: "付款" },
  activities: { read: "查看场次", manage: "影院排片", check: "核对排片", approve: "批准排片", door: "检票" },
  places: { read: "查看场地", request: "申请场地", book: "预订场地", manage: "管理场所" },
} as const;
