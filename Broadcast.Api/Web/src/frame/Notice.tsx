import type { ComponentChildren } from 'preact';
import { useText } from '../text/useText';
import { Mark } from './Mark';

/** A page or panel that shows only a message. */
export function Notice({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="notice">
      <Mark size={64} />
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      {children}
    </div>
  );
}

export function Loading() {
  const { t } = useText();
  return (
    <div class="notice" role="status">
      <div class="spinner" aria-hidden="true" />
      <p>{t.loading}</p>
    </div>
  );
}

export function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t, explain } = useText();
  return (
    <Notice title={t.failed} text={explain(error)}>
      <button type="button" class="button" onClick={retry}>
        {t.retry}
      </button>
    </Notice>
  );
}
