import { expect, test } from "vitest";
import { notLooked, pagesOf } from "./web-looked.ts";

test("pages are read off the router", () => {
  const source = `createRoute({ path: "/a/$id", component }), createRoute({ path: "/a/new" }), { path: \`x\` }`;
  expect(pagesOf(source)).toEqual(["/a/$id", "/a/new"]);
});

test("a page counts as looked at by any address of it, but not by that of a page with its own name", () => {
  const pages = ["/", "/a/$id", "/a/new", "/a/$id/edit", "/plaque/$number"];
  expect(notLooked(pages, ["/a/new", "/a/7/edit"])).toEqual(["/", "/a/$id", "/plaque/$number"]);
  expect(notLooked(pages, ["/", "/a/7/", "/a/7/edit/more", "/plaque/12"])).toEqual(["/a/new", "/a/$id/edit"]);
});
