import type { RoomEvent } from '../../room/contracts';

/** How far (ms) the picture of most viewers is behind the newest one: parts are held back for 1.65 s, and loaded and shown in under a second. */
export const viewersBehind = 2_500;

/** How long (ms) it is said that viewers see something now. */
export const saidFor = 4_000;

export type SeenKind = 'pin' | 'unpin' | 'question' | 'result' | 'poll' | 'calledOff';

/** Something that was tapped, and when viewers see it (Unix ms). */
export interface Seen {
  kind: SeenKind;
  at: number;
}

const kinds: Partial<Record<RoomEvent['type'], SeenKind>> = {
  pin: 'pin',
  unpin: 'unpin',
  'question.opened': 'question',
  'question.revealed': 'result',
  'question.voided': 'calledOff',
  'poll.opened': 'poll',
  'poll.revealed': 'result',
};

/** What viewers will see of an event; null for one that shows them nothing. An event without a picture of its own is shown when it arrives. */
export function seenOf(event: RoomEvent): Seen | null {
  const kind = kinds[event.type];
  if (!kind) return null;
  return { kind, at: event.showAt ? event.showAt + viewersBehind : event.at };
}
