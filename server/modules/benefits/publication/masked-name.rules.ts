/** The surnames of two characters that are still borne; one that is missing shows one character less, never one more. */
const compound = new Set(
  `欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙
  钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延
  东郭 南门 羊舌 微生 梁丘 左丘 东门 西门`.split(/\s+/),
);

/**
 * A name as it may hang in public: 张三 → 张*, 张小三 → 张*三, 欧阳修 → 欧阳*, 欧阳小三 → 欧阳*三; longer ones and those with a dot show
 * their first sign, 买买提·艾力 → 买***, Anna Smith → A*** S***.
 */
export function publicName(name: string): string {
  const clean = name.trim();
  if (/^\p{Script=Han}+$/u.test(clean) && [...clean].length <= 4) return chinese([...clean]);
  return clean
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ""}***`)
    .join(" ");
}

function chinese(signs: string[]): string {
  const surname = signs.length > 2 && compound.has(signs.slice(0, 2).join("")) ? 2 : 1;
  const given = signs.slice(surname);
  const shown = given.length > 1 ? (given.at(-1) ?? "") : "";
  return signs.slice(0, surname).join("") + "*".repeat(Math.max(given.length - shown.length, 1)) + shown;
}
