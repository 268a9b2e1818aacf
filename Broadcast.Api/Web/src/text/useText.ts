import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en, type Texts } from './en';
import type { Language } from './language';
import { zh } from './zh';

export const texts: Record<Language, Texts> = { en, zh };

export interface LanguageChoice {
  language: Language;
  switchLanguage(): void;
}

export const LanguageContext = createContext<LanguageChoice>({ language: 'en', switchLanguage: () => undefined });

/** The texts of the page's language, and ways to choose among bilingual names. */
export function useText() {
  const { language, switchLanguage } = useContext(LanguageContext);
  const t = texts[language];
  return {
    t,
    language,
    switchLanguage,
    /** The name in the page's language where there is one. */
    named: (thing: { name: string; nameEn?: string | null | undefined }) => (language === 'en' && thing.nameEn ? thing.nameEn : thing.name),
    /** The text of a bilingual pair in the page's language, or else the other one. */
    either: (chinese: string | null | undefined, english: string | null | undefined) =>
      (language === 'en' ? english || chinese : chinese || english) ?? '',
    /** The text for an error: by its code, else the server's message. */
    explain: (error: unknown) => explain(t, error),
  };
}

/** Refused forms: only the server's message says which field is wrong. */
const forms: ReadonlySet<string> = new Set([
  'account.invalid',
  'festival.invalid',
  'machine_key.invalid',
  'product.invalid',
  'rundown.invalid',
  'simulcast.invalid',
  'vote.invalid',
  'site.invalid',
  'site.upload',
  'stage.invalid',
]);

function explain(t: Texts, error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? (t.codes as Readonly<Record<string, string>>)[code] : undefined;
  if (known && error instanceof Error && forms.has(String(code))) return `${known} ${error.message}`;
  if (known) return known;
  return error instanceof Error && error.message ? error.message : String(code ?? error);
}
