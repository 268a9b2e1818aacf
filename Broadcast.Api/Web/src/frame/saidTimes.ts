/** A countdown is read out when so many seconds are left, and at no other time. */
const marks = [10, 30, 60] as const;

/** The mark that a countdown has passed between two readings (ms left); null when it has passed none. After a gap only the last one counts. */
export const passed = (before: number, left: number): number | null =>
  left > 0 ? (marks.find((seconds) => left <= seconds * 1000 && before > seconds * 1000) ?? null) : null;

/** What the page's region for countdowns says, and which countdown said it. */
export interface SaidTime {
  by: symbol;
  text: string;
  /** Counts up, so that the same words of another countdown are read out too. */
  number: number;
}

type Listener = (said: SaidTime | null) => void;
const listeners = new Set<Listener>();
let last: SaidTime | null = null;
let number = 0;

/** Has a countdown's time read out. */
export function sayTime(by: symbol, text: string): void {
  tell({ by, text, number: ++number });
}

/** Takes back what this countdown said, and nothing that another one did: it is over, or begins anew. */
export function unsayTime(by: symbol): void {
  if (last?.by === by) tell(null);
}

/** Calls the listener now and at each change. Returns the way to stop that. */
export function onSaidTime(listener: Listener): () => void {
  listeners.add(listener);
  listener(last);
  return () => void listeners.delete(listener);
}

function tell(said: SaidTime | null): void {
  last = said;
  for (const listener of listeners) listener(said);
}
