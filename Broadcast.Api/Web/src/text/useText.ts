import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en, type Texts } from './en';
import type { Language } from './language';
import { zh } from './zh';

export const texts: Record<Language, Texts> = { en, zh };

export interface Speech {
  language: Language;
  switchLanguage(): void;
}

export const SpeechContext = createContext<Speech>({ language: 'en', switchLanguage: () => undefined });

/** The texts of the page's language, and ways to choose among bilingual names. */
export function useText() {
  const { language, switchLanguage } = useContext(SpeechContext);
  const t = texts[language];
  return {
    t,
    language,
    switchLanguage,
    /** The name in the page's language where there is one. */
    named: (thing: { name: string; nameEn?: string | null | undefined }) => (language === 'en' && thing.nameEn ? thing.nameEn : thing.name),
    /** Either of a bilingual pair. */
    either: (chinese: string | null | undefined, english: string | null | undefined) =>
      (language === 'en' ? english || chinese : chinese || english) ?? '',
    /** What an error means to a person: by its code, else the server's own words. */
    explain: (error: unknown) => explain(t, error),
  };
}

function explain(t: Texts, error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? t.codes[code] : undefined;
  if (known) return known;
  return error instanceof Error && error.message ? error.message : String(code ?? error);
}
