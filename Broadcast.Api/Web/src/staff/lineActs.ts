import { lift, removeMessage, restrict } from '../api/moderation';
import type { ChatLine } from '../room/chat';
import type { RestrictionDraft } from '../room/contracts';

/** What a moderator can do about a line: take it back, or restrict who said it. */
export type LineAct = 'remove' | RestrictionDraft;

const restrictions: readonly RestrictionDraft[] = [
  { kind: 'timeout', seconds: 60 },
  { kind: 'timeout', seconds: 600 },
  { kind: 'timeout', seconds: 3_600 },
  { kind: 'shadow' },
  { kind: 'ban' },
  { kind: 'ban', removeMessages: true },
];

/** What may be done about a line, the mildest first; staff keep no order among themselves. */
export function actsOn(line: ChatLine, may: readonly string[]): readonly LineAct[] {
  if (!line.by || (line.by.role && line.by.role !== 'site')) return [];
  return [...(may.includes('remove') ? (['remove'] as const) : []), ...restrictions.filter((restriction) => may.includes(restriction.kind))];
}

/** Does it, and returns the way back where there is one. */
export async function actOn(room: string, line: ChatLine, act: LineAct, token: string): Promise<(() => Promise<void>) | null> {
  if (act === 'remove') {
    await removeMessage(room, line.offset, token);
    return null;
  }
  const viewer = line.by!.id;
  await restrict(room, viewer, act, token);
  return () => lift(room, viewer, token);
}
