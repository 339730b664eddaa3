/** Texts of organisations. */
export const organisations = {
  title: "组织",
  about: "从省、市到县区、单位。数字是会员人数。",
  empty: "还没有组织。第一个组织在安装时由管理员命令建立。",
  choose: "从左边选一个组织,看它的层级和人数,或在它下面添加。",
  kindLabel: "类型",
  kind: { province: "省级工会", city: "市级工会", county: "县区工会", unit: "基层工会", merchant: "商户" },
  members: "会员",
  children: "下级组织",
  seePeople: "看这里的人员",
  add: "添加下级组织",
  addBelow: "在“{{name}}”下面添加",
  added: "已添加",
};
