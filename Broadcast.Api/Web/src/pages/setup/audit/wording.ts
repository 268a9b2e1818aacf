import type { AuditEntry } from '../../../api/setup';
import { length, money } from '../../../text/format';
import type { Language } from '../../../text/language';
import type { enSetup } from '../../../text/enSetup';
import type { Texts } from '../../../text/en';

/** A text, and whether its words are the page's. Others are what people have typed, in a language of their own. */
export type Worded = readonly [text: string, isOurs: boolean];

/** What entries are put into words with. */
export interface Wording {
  t: Texts & { setup: typeof enSetup };
  language: Language;
  time: (at: number) => string;
  /** The name of a thing by its kind and id; undefined where it is not known. */
  nameOf: (what: string, id: string) => string | undefined;
}

const none: Worded = ['–', true];

/** Fields whose values are ids of other things. */
const references: Record<string, string> = { stage: 'stage', stages: 'stage', onAir: 'stage', channel: 'festival', account: 'account', skus: 'product' };

/** Things that have the id of another one. */
const owners: Record<string, string> = { key: 'stage', product_order: 'stage', rundown: 'festival', guests: 'festival', channel: 'festival', sign_ins: 'account' };

export const ownerOf = (what: string): string => owners[what] ?? what;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Who has made the change. */
export function authorText({ by }: Pick<AuditEntry, 'by'>, { t: { setup } }: Wording): Worded {
  const [kind, ...rest] = by.id.split(':');
  const code = rest.join(':');
  if (by.kind === 'rule') return [setup.audit.rules[code] ?? setup.audit.rule, true];
  if (by.kind === 'rundown') return [setup.audit.rundown, true];
  return kind === 'machine' ? [setup.audit.machine(code), false] : [by.name, false];
}

export const fieldText = (field: string, { t: { setup } }: Wording): string =>
  (setup.fields as Record<string, string>)[field] ?? setup.auditFieldNames[field] ?? setup.audit.fields[field] ?? field;

/** A value as people read it: codes, ids and times by their names, and nothing as JSON. */
export function valueText(field: string, value: unknown, beside: Record<string, unknown>, words: Wording): Worded {
  const { t, language } = words;
  if (value === null || value === undefined || value === '') return none;
  if (typeof value === 'boolean') return [value ? t.setup.audit.yes : t.setup.audit.no, true];
  if (typeof value === 'number') return [numberText(field, value, beside['currency'], language), true];
  if (Array.isArray(value)) return joined(value.map((one) => valueText(field, one, beside, words)), words);
  if (typeof value === 'object') return thingText(value as Record<string, unknown>, words);
  const text = String(value);
  if (instant.test(text)) return [words.time(Date.parse(text)), true];
  const code = codes(field, words)?.[text];
  if (code !== undefined) return [code, true];
  return [(references[field] && words.nameOf(references[field], text)) ?? text, false];
}

function numberText(field: string, value: number, currency: unknown, language: Language): string {
  if (field === 'price' && typeof currency === 'string') return money(value, currency, language);
  return field === 'duration' ? length(value, language) : String(value);
}

/** The names of codes in a field; undefined where it has none. */
function codes(field: string, { t }: Wording): Record<string, string> | undefined {
  switch (field) {
    case 'roles':
      return t.people.roles;
    case 'moderates':
      return t.people.moderates;
    case 'kind':
      return t.people.kinds;
    case 'guests':
      return t.setup.rights;
    case 'action':
      return t.words.actions;
    default:
      return t.setup.audit.values[field];
  }
}

/** One of several in a list, such as a chapter, by its name; a slot with all that it has. */
function thingText(thing: Record<string, unknown>, words: Wording): Worded {
  if (typeof thing['name'] === 'string') return [thing['name'], false];
  const parts = Object.entries(thing).filter(([field, value]) => field !== 'id' && field !== 'revision' && value !== null && value !== '');
  return joined(parts.map(([field, value]) => [`${fieldText(field, words)}: ${valueText(field, value, thing, words)[0]}`, false]), words);
}

const joined = (parts: readonly Worded[], { t }: Wording): Worded =>
  parts.length === 0 ? none : [parts.map(([text]) => text).join(t.setup.audit.comma), parts.every(([, isOurs]) => isOurs)];
