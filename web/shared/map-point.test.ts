import { expect, test } from "vitest";
import { mapLink, readMapPoint, writeMapPoint } from "./map-point.ts";

test.each([
  ["30.57123,104.06612", { latitude: 30.57123, longitude: 104.06612 }],
  [" -33.9, 18.4 ", { latitude: -33.9, longitude: 18.4 }],
  ["30.5，104.1", { latitude: 30.5, longitude: 104.1 }],
])("%s is a point of the map", (position, point) => expect(readMapPoint(position)).toEqual(point));

test.each(["", "三楼中庭西侧", "91.0,10.0", "30.5,181", "30.5", "30.5,104.1,3", "javascript:alert(1)"])(
  "%s is none",
  (position) => expect(readMapPoint(position)).toBeUndefined(),
);

test("a point is written to a metre, and read again alike", () => {
  const text = writeMapPoint({ latitude: 30.571234567, longitude: 104.066123456 });
  expect(text).toBe("30.57123,104.06612");
  expect(readMapPoint(text)).toEqual({ latitude: 30.57123, longitude: 104.06612 });
});

test("its link names the store and stays one address whatever the name", () => {
  const link = new URL(mapLink({ latitude: 30.5, longitude: 104.1 }, "一号店 & #2"));
  expect(link.origin).toBe("https://uri.amap.com");
  expect(Object.fromEntries(link.searchParams)).toMatchObject({ position: "104.1,30.5", name: "一号店 & #2" });
});
