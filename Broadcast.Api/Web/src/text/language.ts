export type Language = 'zh' | 'en';

const key = 'livefestival.language';
const known = (value: string | null): value is Language => value === 'zh' || value === 'en';

/** `?lang=`, else the language chosen before, else the browser's. */
export function chooseLanguage(query: string, remembered: string | null, browser: string): Language {
  const asked = new URLSearchParams(query).get('lang');
  if (known(asked)) return asked;
  if (known(remembered)) return remembered;
  return browser.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const initialLanguage = (): Language => chooseLanguage(location.search, localStorage.getItem(key), navigator.language);

export function rememberLanguage(language: Language): void {
  localStorage.setItem(key, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
