import { lift, removeMessage, restrict } from '../api/moderation';
import type { ChatLine } from '../room/chat';
import type { RestrictionDraft } from '../room/contracts';

/** What a moderator can do about a line: remove it, or restrict its author. */
export type LineAct = 'remove' | RestrictionDraft;

const restrictions: readonly RestrictionDraft[] = [
  { kind: 'timeout', seconds: 60 },
  { kind: 'timeout', seconds: 600 },
  { kind: 'timeout', seconds: 3_600 },
  { kind: 'shadow' },
  { kind: 'ban' },
  { kind: 'ban', removeMessages: true },
];

/** The actions on a line that `may` allows, the mildest first; none on lines of staff. */
export function allowedActs(line: ChatLine, may: readonly string[]): readonly LineAct[] {
  if (!line.by || (line.by.role && line.by.role !== 'site')) return [];
  return [...(may.includes('remove') ? (['remove'] as const) : []), ...restrictions.filter((restriction) => may.includes(restriction.kind))];
}

/** Performs an action; returns a function that undoes it, or null where that is impossible. */
export async function performAct(room: string, line: ChatLine, act: LineAct, token: string): Promise<(() => Promise<void>) | null> {
  if (act === 'remove') {
    await removeMessage(room, line.offset, token);
    return null;
  }
  const viewer = line.by!.id;
  await restrict(room, viewer, act, token);
  return () => lift(room, viewer, token);
}
