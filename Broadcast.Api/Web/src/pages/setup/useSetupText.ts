import { enSetup } from '../../text/enSetup';
import type { Language } from '../../text/language';
import { useText } from '../../text/useText';
import { zhSetup } from '../../text/zhSetup';

const setups: Record<Language, typeof enSetup> = { en: enSetup, zh: zhSetup };

/** The texts of all pages, with those of set-up, which no viewer's phone loads. */
export function useSetupText() {
  const text = useText();
  return { ...text, t: { ...text.t, setup: setups[text.language] } };
}
