/** Texts of audit bundles. */
export const bundles = {
  title: "审计包",
  about:
    "这个活动的全部材料打成一个压缩包:方案和批准、每轮次序、领取、核销、退货、结算、资金、直接发放、公示、审计记录,附核对表和每个文件的指纹。审计方不连服务器,用包里的 verify.mjs 就能核对有没有被改动,做法写在包内说明里。",
  back: "返回活动",
  make: "生成审计包",
  full: "显示会员全名(默认只显示部分)",
  reason: "原因",
  reasonHelp: "显示全名必须写明原因,如审计来函文号。会记入审计。",
  reasonNeeded: "显示全名要写原因",
  asked: "已开始生成,可以离开,稍后再回来下载",
  none: "还没有生成过。",
  state: { queued: "排队中", building: "生成中", ready: "可下载", failed: "生成失败,请重新生成", gone: "已到期删除" },
  by: "{{name}} 于 {{at}} 生成",
  allGood: "全部核对一致",
  wrong: "有 {{count}} 项核对不一致,见包内核对表",
  until: "{{at}} 前可下载",
  fullNames: "含全名:{{reason}}",
  download: "下载({{size}})",
  fingerprint: "文件指纹 {{sha}}",
} as const;
