import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text/useText';

interface Toast {
  id: number;
  tone: 'error' | 'good';
  content: unknown;
  /** The way back from what is told. */
  undo?: () => void;
}

type Listener = (toast: Toast) => void;
const listeners = new Set<Listener>();
let count = 0;

function raise(tone: Toast['tone'], content: unknown, undo?: () => void): void {
  const toast = { id: ++count, tone, content, ...(undo && { undo }) };
  for (const listener of listeners) listener(toast);
}

/** Tells the person of an error, in their words where its code is known. */
export const toastError = (error: unknown): void => raise('error', error);
export const toastGood = (text: string): void => raise('good', text);
/** Tells what was done, with a button that takes it back. */
export const toastUndo = (text: string, undo: () => void): void => raise('good', text, undo);

const shown = 5_000;

/** Somebody has to read it and to think again. */
const shownWithUndo = 10_000;

export function Toasts() {
  const { explain, t } = useText();
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = (id: number) => setToasts((now) => now.filter((toast) => toast.id !== id));
  useEffect(() => {
    const listener = (toast: Toast) => {
      setToasts((now) => [...now.slice(-2), toast]);
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
