import { useState } from 'preact/hooks';
import { useSetupText } from './useSetupText';

/** A text to be typed elsewhere, with a button that copies it. Without a secure context the text is selected, to be copied by hand. */
export function CopyLine({ label, text, testId }: { label: string; text: string; testId?: string }) {
  const { t } = useSetupText();
  const [copied, setCopied] = useState(false);
  const copy = async (event: Event) => {
    const field = (event.currentTarget as HTMLElement).parentElement?.querySelector('input');
    field?.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand('copy');
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <label class="copy-line">
      {label}
      <span>
        <input class="field" readOnly value={text} onFocus={(event) => event.currentTarget.select()} data-testid={testId} />
        <button type="button" class="button quiet" onClick={copy} aria-label={`${t.setup.copy}: ${label}`}>
          {copied ? t.setup.copied : t.setup.copy}
        </button>
      </span>
    </label>
  );
}
