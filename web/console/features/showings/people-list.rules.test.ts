import { expect, test } from "vitest";
import { peopleIn } from "./people-list.rules.ts";

test("a pasted list is read whatever stands between name and phone", () => {
  const pasted = `接龙 12月2日
1. 张三 13812345678
2、李四🙂 138-1234-5679 5排7座
 138 1234 5680  王小明
没有手机号的人
Ann Lee,13812345681`;
  expect(peopleIn(pasted)).toEqual([
    { name: "张三", phone: "13812345678" },
    { name: "李四", phone: "13812345679", seat: "5排7座" },
    { name: "王小明", phone: "13812345680" },
    { name: "Ann Lee", phone: "13812345681" },
  ]);
});
