import type { EventOf, PollScheduled, QuestionScheduled } from './contracts';

/** A question or poll that opens later. What it asks is not known before. */
export type Scheduled = (({ kind: 'question' } & QuestionScheduled) | ({ kind: 'poll' } & PollScheduled)) & {
  /** `cancelled` and `voided`: it does not open. */
  phase: 'scheduled' | 'cancelled' | 'voided';
  /** When it was cancelled or voided, Unix milliseconds; null while it is scheduled. */
  endedAt: number | null;
};

/** How many a page keeps that do not open any more. */
const endedKept = 3;

/** Adds one, in the order of opening. */
export function addScheduled(known: readonly Scheduled[], event: EventOf<'question.scheduled'> | EventOf<'poll.scheduled'>): readonly Scheduled[] {
  if (known.some((other) => other.id === event.data.id)) return known;
  const begun = { phase: 'scheduled', endedAt: null } as const;
  const added: Scheduled = event.type === 'question.scheduled' ? { kind: 'question', ...event.data, ...begun } : { kind: 'poll', ...event.data, ...begun };
  return [...known, added].sort((one, other) => one.opensAt - other.opensAt);
}

/** Keeps one that does not open any more, so that pages can say so. */
export function endScheduled(known: readonly Scheduled[], id: string, phase: 'cancelled' | 'voided', at: number): readonly Scheduled[] {
  if (!known.some((other) => other.id === id && other.phase === 'scheduled')) return known;
  const ended = known.map((other) => (other.id === id ? { ...other, phase, endedAt: at } : other));
  const kept = newestEnded(ended);
  return ended.filter((other) => other.phase === 'scheduled' || kept.has(other.id));
}

/** Forgets one, because it has opened. */
export const dropScheduled = (known: readonly Scheduled[], id: string): readonly Scheduled[] =>
  known.some((other) => other.id === id) ? known.filter((other) => other.id !== id) : known;

function newestEnded(known: readonly Scheduled[]): ReadonlySet<string> {
  const ended = known.filter((other) => other.phase !== 'scheduled').sort((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0));
  return new Set(ended.slice(0, endedKept).map((other) => other.id));
}
