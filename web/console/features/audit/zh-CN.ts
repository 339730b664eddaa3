/** Texts of the audit record. */
export const audit = {
  title: "审计",
  about: "谁在什么时候做了什么。记录只增不改,每分钟用库外的密钥签名。",
  empty: "没有符合条件的记录,请放宽日期或去掉筛选。",
  actor: "操作人",
  action: "操作",
  object: "对象",
  objectId: "对象编号",
  place: "链 · 序号",
  from: "从",
  to: "到",
  signed: "共 {{chains}} 条链,最近签名 {{at}}(密钥 {{key}})。",
  signedLongAgo: "{{chains}} 条链最近签名停在 {{at}}(密钥 {{key}})。请联系系统管理员检查服务器。",
  unsigned: "{{chains}} 条链还没有签名。服务启动一分钟后会签第一次。",
};
