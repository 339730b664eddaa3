import { describe, expect, test } from "vitest";
import { createScanGun } from "./scan-gun.ts";

const type = (text: string, msPerKey: number) => {
  const gun = createScanGun();
  return [...text, "Enter"].map((key, index) => gun.press(key, index * msPerKey)).findLast(() => true);
};

describe("the scan gun", () => {
  test("a fast code ending in Enter is taken whole", () => expect(type("GH1:ABC 42%", 5)).toBe("GH1:ABC 42%"));

  test("a person typing is not a gun", () => expect(type("6901234567892", 200)).toBeUndefined());

  test("a slow gun is still a gun when it types one of our codes", () => {
    expect(type("GH1:ABC 42%", 200)).toBe("GH1:ABC 42%");
    expect(type("gh1:abc 42%", 200)).toBe("gh1:abc 42%");
    expect(type("GH1:ABC 42%", 3_500)).toBeUndefined();
  });

  test("a space within a code is the gun's, one by itself is a person's", () => {
    const gun = createScanGun();
    expect(gun.isBurst(0)).toBe(false);
    for (const [index, key] of [..."GH1:A"].entries()) gun.press(key, index * 5);
    expect(gun.isBurst(25)).toBe(true);
    expect(gun.isBurst(3_500)).toBe(false);
  });

  test("a short burst is not a code", () => expect(type("12", 5)).toBeUndefined());

  test("what was typed slowly before the gun is not part of the code", () => {
    const gun = createScanGun();
    gun.press("9", 0);
    gun.press("Shift", 500);
    const keys = [..."GH1:ABCD", "Enter"];
    expect(keys.map((key, index) => gun.press(key, 600 + index * 3)).at(-1)).toBe("GH1:ABCD");
  });
});
