import type { Scheduled } from '../room/scheduled';

/** How long (ms) it is said that something does not open. */
const saidFor = 60_000;

/** What is still to be shown of what was scheduled: what opens, and for a minute what does not, unless it was dismissed. */
export const upcoming = (scheduled: readonly Scheduled[], dismissed: ReadonlySet<string>, now: number): readonly Scheduled[] =>
  scheduled.filter((one) => one.endedAt === null || (now < one.endedAt + saidFor && !dismissed.has(one.id)));

/** True when something can be won by it. */
export const winsSomething = (one: Scheduled): boolean => one.kind === 'question' && one.winners > 0;

/** True when it is asked for a prize: what is won without one is honour. */
export const hasPrize = (one: Scheduled): boolean => one.kind === 'question' && one.winners > 0 && one.prize !== undefined;

/** True when something can be won soon: signing in is offered before the rush. */
export const prizeAhead = (scheduled: readonly Scheduled[]): boolean => scheduled.some((one) => one.phase === 'scheduled' && winsSomething(one));
