/** What this page has seen of something that is asked. */
export interface Seen {
  /** What it was when this page saw it first. */
  first: 'open' | 'closed' | 'over';
  /** Since when this page shows its end, Unix milliseconds; null while there is none. */
  over: number | null;
}

/** By the id of what is asked. */
export type SeenByPage = ReadonlyMap<string, Seen>;

export interface Asked {
  id: string;
  phase: string;
}

/** A result is shown for this long (ms), or until the next one: it is for those who were there. */
export const resultShown = 20_000;

const stateOf = ({ phase }: Asked): Seen['first'] => (phase === 'open' || phase === 'paused' ? 'open' : phase === 'closed' ? 'closed' : 'over');

/** What is seen now, beside what was; the same map when that is nothing new. */
export function see(seen: SeenByPage, asked: readonly Asked[], now: number): SeenByPage {
  let next: Map<string, Seen> | null = null;
  for (const one of asked) {
    const state = stateOf(one);
    const known = (next ?? seen).get(one.id);
    if (known && (state !== 'over' || known.over !== null)) continue;
    (next ??= new Map(seen)).set(one.id, { first: known?.first ?? state, over: state === 'over' ? now : null });
  }
  return next ?? seen;
}

/** Whether something that takes nothing any more is shown: to whoever took part, or was here before its end, and for a while. */
export function isForViewer(asked: Asked, seen: Seen | undefined, tookPart: boolean, now: number): boolean {
  if (!seen) return false;
  if (stateOf(asked) === 'closed') return tookPart || seen.first === 'open';
  return (tookPart || seen.first !== 'over') && seen.over !== null && now < seen.over + resultShown;
}

/** When the next result goes, Unix milliseconds; Infinity when none is shown. */
export function nextEnd(seen: SeenByPage, now: number): number {
  const ends = [...seen.values()].map(({ over }) => (over ?? -Infinity) + resultShown).filter((end) => end > now);
  return Math.min(Infinity, ...ends);
}
