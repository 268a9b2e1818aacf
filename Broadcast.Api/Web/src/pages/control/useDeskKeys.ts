import { useLayoutEffect, useRef } from 'preact/hooks';

/** What a letter does beside the digits; `back` ends what was done by hand: a hold, or a take. */
export type Letter = 'hold' | 'back' | 'slate';

export const letters: Record<Letter, string> = { hold: 'H', back: 'R', slate: 'S' };

interface Keyed {
  stages: readonly { id: string }[];
  take: (stage: string) => void;
  act: (letter: Letter) => void;
}

/** While they are on, the digits 1–9 take a stage, and letters hold, go back and show the slate, wherever nothing is written and no part of the page has taken the key for itself. */
export function useDeskKeys(on: boolean, keyed: Keyed): void {
  const latest = useRef(keyed);
  latest.current = keyed;
  // At once, not after the next picture: the key that follows the tap counts.
  useLayoutEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented || isTaken(event.target)) return;
      const { stages, take, act } = latest.current;
      const stage = /^[1-9]$/.test(event.key) ? stages[Number(event.key) - 1] : undefined;
      const letter = (Object.keys(letters) as Letter[]).find((one) => letters[one] === event.key.toUpperCase());
      if (stage) take(stage.id);
      else if (letter) act(letter);
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [on]);
}

/** Keys that are typed into a field, and those of an open menu or dialog, are not the desk's. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input:not([type=checkbox]), select, textarea') || target.closest('[role=menu], dialog') !== null);
