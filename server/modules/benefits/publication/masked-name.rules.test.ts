import fc from "fast-check";
import { expect, test } from "vitest";
import { publicName } from "./masked-name.rules.ts";

test.each([
  ["张三", "张*"],
  ["张小三", "张*三"],
  ["李", "李*"],
  ["欧阳修", "欧阳*"],
  ["欧阳小三", "欧阳*三"],
  ["欧阳", "欧*"],
  ["王二小三", "王**三"],
  ["买买提·艾力", "买***"],
  ["古丽努尔阿依夏木", "古***"],
  ["Anna Smith", "A*** S***"],
  [" 张小三 ", "张*三"],
  ["𠮷小三", "𠮷*三"],
])("%s hangs out as %s", (name, masked) => expect(publicName(name)).toBe(masked));

test("no name of more than one sign is ever shown whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), (name) => {
      expect(publicName(name)).toContain("*");
      expect(publicName(name)).not.toBe(name.trim());
    }),
  );
});
