import { colours } from "../writing/looks.ts";
import { appended, attributeOf, elementsOf, insideOf, Unfamiliar, withAttribute } from "./xml-text.ts";

const asText = 49;
const red = `<font><sz val="11"/><color rgb="FF9C0006"/><name val="宋体"/></font>`;
const bold = `<font><b/><sz val="11"/><name val="宋体"/></font>`;
const solid = (rgb: string) => `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`;

/** The formats of cells in a workbook, to which ours are added; those that are there stay as they are. */
export class CellFormats {
  private xml: string;
  private readonly formats: string[];
  private readonly made = new Map<string, number>();

  constructor(xml: string) {
    this.xml = xml;
    this.formats = elementsOf(this.inside("cellXfs"), "xf");
    if (this.formats.length === 0) throw new Unfamiliar("no formats");
  }

  toString(): string {
    return this.xml;
  }

  /** A format with the colour of what is wrong; `text`: what is typed stays text. */
  wrong(base: number, text: boolean): number {
    const fill = this.once("wrong fill", () => this.add("fills", "fill", solid(colours.wrong)));
    const coloured = this.changed(base, { fillId: fill, applyFill: 1 });
    return this.format(text ? withNumber(coloured) : coloured);
  }

  /** A format without our colour, if it has it. */
  right(base: number): number {
    const fill = elementsOf(this.inside("fills"), "fill")[Number(attributeOf(this.formats[base] ?? "", "fillId") ?? 0)];
    const isOurs = fill?.toUpperCase().includes(`"${colours.wrong}"`) ?? false;
    return isOurs ? this.format(this.changed(base, { fillId: 0, applyFill: undefined })) : base;
  }

  problem(): number {
    const font = this.once("red", () => this.add("fonts", "font", red));
    return this.format(withNumber(`<xf fontId="${font}" fillId="0" borderId="0" xfId="0" applyFont="1"/>`));
  }

  heading(): number {
    const font = this.once("bold", () => this.add("fonts", "font", bold));
    const fill = this.once("heading fill", () => this.add("fills", "fill", solid(colours.heading)));
    return this.format(
      `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyFont="1" applyFill="1"/>`,
    );
  }

  text(): number {
    return this.format(withNumber(`<xf fontId="0" fillId="0" borderId="0" xfId="0"/>`));
  }

  private inside(list: string): string {
    const place = insideOf(this.xml, list);
    if (place === undefined) throw new Unfamiliar(`no ${list}`);
    return this.xml.slice(place.from, place.to);
  }

  private changed(base: number, attributes: Record<string, number | undefined>): string {
    let format = this.formats[base] ?? this.formats[0] ?? "";
    for (const [name, value] of Object.entries(attributes)) format = withAttribute(format, name, value);
    return format;
  }

  /** The number of a format, which is added if there is none like it of ours. */
  private format(xml: string): number {
    return this.once(xml, () => {
      this.formats.push(xml);
      this.xml = appended(this.xml, "cellXfs", xml);
      return this.formats.length - 1;
    });
  }

  private add(list: string, element: string, xml: string): number {
    const count = elementsOf(this.inside(list), element).length;
    this.xml = appended(this.xml, list, xml);
    return count;
  }

  private once(name: string, make: () => number): number {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    return known;
  }
}

const withNumber = (format: string) => withAttribute(withAttribute(format, "numFmtId", asText), "applyNumberFormat", 1);
