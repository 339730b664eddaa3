import { escapeHtml } from "#kernel/share/share.rules";
import { cellsOf, hasTails, type PublicNotice, wordsOf } from "./read-notice.ts";

const style = `body{margin:0;background:#f6f3ef;color:#1f1a17;font:16px/1.6 -apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
header{background:#b8141c;color:#fff;padding:20px 16px}h1{margin:4px 0 0;font-size:24px;line-height:1.35}
main{max-width:860px;margin:0 auto;padding:16px}.scroll{overflow-x:auto;background:#fff;border-radius:12px}
table{border-collapse:collapse;width:100%;min-width:480px}th,td{padding:10px 12px;text-align:left;border-bottom:1px solid #e6e0d9}
th{color:#5c544e;font-size:14px}a{color:#b8141c;display:inline-block;min-height:44px;line-height:44px;margin-right:16px}`;

const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex, nofollow" /><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body>${body}</body></html>`;

/** The page on which a notice hangs out. */
export function noticePage({ notice, union }: PublicNotice): string {
  const { period, objection } = wordsOf(notice);
  const heads = ["序号", "姓名", "单位", ...(hasTails(notice) ? ["手机尾号"] : []), "所得", "方式"];
  const row = (cells: string[], tag: "th" | "td") =>
    `<tr>${cells.map((cell) => `<${tag}${tag === "th" ? ' scope="col"' : ""}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const base = `/api/notices/${notice.id}`;
  return page(
    `${notice.title} - ${union}`,
    `<header><div>${escapeHtml(union)}</div><h1>${escapeHtml(notice.title)}</h1></header><main>
<p>${escapeHtml(period)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="名单"><table><thead>${row(heads, "th")}</thead>
<tbody>${cellsOf(notice)
      .map((cells) => row(cells, "td"))
      .join("")}</tbody></table></div>
<p>${escapeHtml(objection)}</p>
<p><a href="${base}/excel">下载表格</a><a href="${base}/picture?part=1">看长图</a></p></main>`,
  );
}

/** What stands in its place afterwards. */
export const noticeGonePage = (): string =>
  page(
    "公示已结束",
    `<header><h1>公示已结束</h1></header><main><p>这份公示的期限已过，名单已按规定撤下，不再提供查看和下载。</p>
<p>如仍有疑问，请联系发布公示的工会。</p></main>`,
  );

export const noticeMissingPage = (): string =>
  page(
    "没有这份公示",
    `<header><h1>没有这份公示</h1></header><main><p>请核对网址，或向发布公示的工会索取新的链接。</p></main>`,
  );
