import type { Module } from "#kernel/module";
import { activities } from "#modules/activities";
import { benefits } from "#modules/benefits";
import { membership } from "#modules/membership";
import { office } from "#modules/office";
import { places } from "#modules/places";
import { releases } from "#modules/releases";

/** Table of contents: every room of the product, each after those it uses. */
export const modules = [membership, places, releases, activities, benefits, office] satisfies Module[];
