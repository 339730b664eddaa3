/** A text message by its wording, which belongs to the provider and is registered there, with places for these values. */
export interface SmsTemplate {
  name: string;
  params: readonly string[];
  /** Without it nobody signs in; the others may wait for the provider's code. */
  required?: boolean;
}

const templates = new Map<string, SmsTemplate>();

/** Says that this room sends such messages; at load. The settings ask for the provider's code of each. */
export function registerSmsTemplate(template: SmsTemplate): void {
  templates.set(template.name, template);
}

/** Every template of the rooms that are loaded: the required ones first, then by name. */
export const smsTemplates = (): readonly SmsTemplate[] =>
  [...templates.values()].sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false) || a.name.localeCompare(b.name),
  );

/** Throws when no room has said that it sends such messages: no provider would ever know its wording. */
export function assertSmsTemplate(name: string): void {
  if (!templates.has(name)) throw new Error(`No room has registered the text message "${name}".`);
}
