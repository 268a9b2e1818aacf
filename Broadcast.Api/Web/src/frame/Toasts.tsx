import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text/useText';

export interface Toast {
  id: number;
  tone: 'error' | 'good';
  content: unknown;
  /** Undoes what the toast reports. */
  undo?: () => void;
}

type Listener = (toast: Toast) => void;
const listeners = new Set<Listener>();
let count = 0;

function raise(tone: Toast['tone'], content: unknown, undo?: () => void): void {
  const toast = { id: ++count, tone, content, ...(undo && { undo }) };
  for (const listener of listeners) listener(toast);
}

/** Shows an error, in the page's language where its code is known. */
export const toastError = (error: unknown): void => raise('error', error);
export const toastGood = (text: string): void => raise('good', text);
/** Shows what was done, with a button that undoes it. */
export const toastUndo = (text: string, undo: () => void): void => raise('good', text, undo);

/** As many are shown at once, the newest of them; what is said again is shown once. */
const most = 3;

export const withToast = (shown: readonly Toast[], toast: Toast): Toast[] =>
  [...shown.filter((one) => one.undo !== undefined || one.tone !== toast.tone || one.content !== toast.content), toast].slice(-most);

/** How long (ms) a toast stays. */
const shown = 5_000;

/** Longer, so that the person has time to decide. */
const shownWithUndo = 10_000;

export function Toasts() {
  const { explain, t } = useText();
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = (id: number) => setToasts((now) => now.filter((toast) => toast.id !== id));
  useEffect(() => {
    const listener = (toast: Toast) => {
      setToasts((now) => withToast(now, toast));
      setTimeout(() => drop(toast.id), toast.undo ? shownWithUndo : shown);
    };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return (
    <div class="toasts" role="status" aria-live="polite" data-testid="toasts">
      {toasts.map((toast) => (
        <div key={toast.id} class={`toast ${toast.tone}`}>
          <span>{typeof toast.content === 'string' ? toast.content : explain(toast.content)}</span>
          {toast.undo && (
            <button
              type="button"
              class="plain undo"
              onClick={() => {
                toast.undo?.();
                drop(toast.id);
              }}
              data-testid="undo"
            >
              {t.undo}
            </button>
          )}
          <button type="button" class="plain" aria-label={t.close} onClick={() => drop(toast.id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
