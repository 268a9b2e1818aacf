import type { ComponentChildren } from 'preact';
import { useText } from '../text/useText';
import './forms.css';

/** Says that the form goes on from what was typed before; nothing where it does not. */
export function DraftLine({ restored, discard, children }: { restored: number | null; discard: () => void; children?: ComponentChildren }) {
  const { t, language } = useText();
  if (restored === null) return null;
  // By the clock of whoever has typed it.
  const time = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(restored);
  return (
    <p class="form-draft" role="status" data-testid="draft-line">
      <span>{t.forms.draftFrom(time)}</span>
      {children}
      <button type="button" class="button quiet" onClick={discard} data-testid="discard-draft">
        {t.forms.discard}
      </button>
    </p>
  );
}
