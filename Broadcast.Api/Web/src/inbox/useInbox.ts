import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../room/room';
import { emptyInbox, type Inbox } from './inbox';
import { inboxCalls, InboxReader } from './inboxReader';

/** Who reads an inbox: a viewer's id and ticket. */
export interface Reader {
  viewer: string;
  ticket: string;
}

/** Persons have an inbox; guests have none. */
export const isPerson = (viewer: string): boolean => viewer.startsWith('person:');

const key = (viewer: string) => `livefestival.inbox.${viewer}`;

/** Keeps the inbox of a person up to date while the page is open: read at each connection of the room, and by what the hub sends. */
export function useInbox({ viewer, ticket }: Reader, room: Room | null): { inbox: Inbox; mark: (position: number) => void } {
  const [state, setState] = useState<{ viewer: string; inbox: Inbox }>({ viewer, inbox: emptyInbox });
  const latest = useRef(ticket);
  latest.current = ticket;
  const reader = useRef<InboxReader | null>(null);

  useEffect(() => {
    const made = new InboxReader(inboxCalls(() => latest.current), (inbox) => setState({ viewer, inbox }), remembered(viewer));
    reader.current = made;
    made.read();
    return () => made.stop();
  }, [viewer]);

  useEffect(() => {
    if (!room) return;
    let before = room.state.link;
    const leave = room.subscribe(() => {
      const { link } = room.state;
      if (link !== before && (link === 'live' || link === 'feed')) reader.current?.read();
      before = link;
    });
    const end = room.onYours((events) => reader.current?.receive(events));
    return () => {
      leave();
      end();
    };
  }, [room, viewer]);

  const mark = useCallback(
    (position: number) => {
      reader.current?.mark(position);
      remember(viewer, position);
    },
    [viewer],
  );
  return { inbox: state.viewer === viewer ? state.inbox : emptyInbox, mark };
}

function remembered(viewer: string): number {
  try {
    return Number(localStorage.getItem(key(viewer)) ?? 0) || 0;
  } catch {
    return 0;
  }
}

function remember(viewer: string, position: number): void {
  try {
    if (position > remembered(viewer)) localStorage.setItem(key(viewer), String(position));
  } catch {
    // A page that may store nothing asks the server alone.
  }
}
