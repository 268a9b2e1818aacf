import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether anything has the focus. */
const isHeld = (): boolean => document.activeElement !== null && document.activeElement !== document.body;

/**
 * Keeps the focus with a part of a page that comes and goes. When what opened it is gone, the part's first field has the focus; when the part
 * goes with the focus in it, what opened it has it again, or, where that was drawn anew, the first element whose `data-back-from` names the part.
 */
export function useKeptFocus(part: RefObject<HTMLElement | null>, name: string): void {
  useLayoutEffect(() => {
    const own = part.current;
    const opener = isHeld() ? (document.activeElement as HTMLElement) : null;
    if (!opener) own?.querySelector<HTMLElement>('input:not(:disabled), select, textarea, button')?.focus();
    return () => {
      // A button that waits for an answer is disabled, and has lost the focus.
      if (isHeld() && !own?.contains(document.activeElement)) return;
      // What comes in the part's place is not there yet.
      setTimeout(() => {
        if (isHeld()) return;
        const heir = opener?.isConnected ? opener : document.querySelector<HTMLElement>(`[data-back-from~="${name}"]`);
        heir?.focus();
      });
    };
  }, []);
}

/** A part that comes and goes, as {@link useKeptFocus} says. It has no box of its own. */
export function KeptFocus({ name, children }: { name: string; children: ComponentChildren }) {
  const part = useRef<HTMLDivElement>(null);
  useKeptFocus(part, name);
  return (
    <div class="kept-focus" ref={part}>
      {children}
    </div>
  );
}
