/** What the reader of an archive needs before the files: what lies where, and how to check it without trusting who made it. */
export const readmeOf = (given: {
  title: string;
  days: string;
  madeAt: string;
  fullNames: boolean;
  key: string;
}) => `# 审计包 ${given.title}

活动日期 ${given.days},生成于 ${given.madeAt}(UTC),${given.fullNames ? "人员姓名完整(申请时写明了理由)" : "人员以编号和隐名表示"}。

| 文件 | 内容 |
|---|---|
| summary.xlsx | 核对表:每个数字由两边各算一次;各文件的行数 |
| campaign/ | 活动、券种、轮次、变更,以及每一次复核、审批的决定(campaign/decisions.jsonl) |
| releases/ | 每场放票的数量、公布的密钥和全部名次,任何人可以重算 |
| claims/ | 每一张券、直接发放名单、纸质券 |
| tills/ | 核销、退货、断网差异 |
| money/ | 资金账逐笔、结算单和明细、资金来源的追加与更正 |
| merchants/ | 商户、门店、活动期间有效的合作协议 |
| publications/ | 公示 |
| documents/ | 决定、协议、发票、资金文件的扫描件,文件名以编号开头,与各表的 *_file_id 对应 |
| audit/ | 审计记录(逐条相连)、签名检查点、公钥 |

## 怎样核对

1. 向工会索取公钥(系统管理员运行 \`npm run audit:verify -- --print-key\`),与 audit/public-key.txt 比对。
2. 在解压后的目录里运行 \`node verify.mjs <公钥>\`(Node.js 20 以上,不需要联网)。它核对:清单的签名、每个文件的 SHA-256、审计记录逐条的校验码、记录与当时签署的检查点是否一致。
3. 打开 summary.xlsx,每一项应为 ✓。
4. 不用程序也可以:manifest.json 列出每个文件的 SHA-256,manifest.sig 是对 manifest.json 的 Ed25519 签名。

标有 masked 的审计记录里,人员编号换成了本包的编号,因此只能核对它的位置;需要逐字核对时,请申请姓名完整的审计包。

## In English

Everything of one campaign, with the figures checked from two sides each (summary.xlsx). Get the union's public key from its
administrator, compare it with audit/public-key.txt, and run \`node verify.mjs KEY\` here: it checks the signed list of files, the
hash of every file, the chain of audit records and the checkpoints that were signed at the time. Records marked masked hold
numbers instead of persons, so only their place can be checked; an archive with whole names holds them word by word.

公钥 public key: ${given.key}
`;
