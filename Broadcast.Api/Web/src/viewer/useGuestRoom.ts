import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ChannelClock } from '../room/clock';
import { Room } from '../room/room';
import { forgetPerson, isPerson, mustRenew, renewedPerson, signOutPerson, type Person } from './person';
import { becomeGuest, madeUpName, rememberedGuest, rememberedViewer, type Guest } from './ticket';

export interface GuestRoom {
  room: Room | null;
  /** Who the viewer is here: a guest, or a person who has signed in. */
  guest: Guest | null;
  /** Requests a ticket under the chosen name and enters the room with it. */
  rename: (name: string) => Promise<void>;
  /** Enters the room as a person. */
  enter: (person: Person) => void;
  /** Signs the person out and goes on as a guest. */
  leave: () => void;
}

/** Enters a room as a guest, at once under a made-up name, so that pins and questions show before the person is asked for a name. */
export function useGuestRoom(channel: string, clock: ChannelClock, prefix: string, via: 'hub' | 'feed'): GuestRoom {
  const [guest, setGuest] = useState<Guest | null>(rememberedViewer);
  const [room, setRoom] = useState<Room | null>(null);
  const current = useRef(guest);
  // Counts the times that the viewer became somebody, or proved more: each needs another ticket, and so another connection.
  const [entry, setEntry] = useState(0);
  const name = guest?.named ? guest.name : null;

  const become = useCallback((viewer: Guest | null) => {
    current.current = viewer;
    setGuest(viewer);
  }, []);

  useEffect(() => {
    const entered = new Room({
      room: channel,
      clock,
      // A guest who chose a name wants to take part, which needs the hub.
      via: name === null ? via : 'hub',
      async token(again) {
        if (!current.current || again) {
          // A person whose ticket is refused has signed out elsewhere: they watch on as a guest.
          if (isPerson(current.current)) forgetPerson(current.current);
          const { name: before, named } = current.current ?? { name: madeUpName(prefix), named: false };
          become(await becomeGuest(before, named));
        }
        return current.current!.ticket;
      },
      author: () => current.current && { id: current.current.viewer, name: current.current.name },
      async renew(ticket) {
        const { name: before, named } = current.current!;
        become(isPerson(current.current) ? await renewedPerson(current.current) : await becomeGuest(before, named, ticket));
        return current.current!.ticket;
      },
    });
    entered.start();
    setRoom(entered);
    return () => void entered.stop();
  }, [channel, clock, name, entry, via]);

  useEffect(() => {
    const known = current.current;
    // If it fails, the ticket is good for some days yet, and the next page tries again.
    if (isPerson(known) && mustRenew(known)) renewedPerson(known).then(become, () => undefined);
  }, []);

  const change = useCallback((viewer: Guest | null) => {
    // Nothing is sent under the old name any more.
    setRoom(null);
    become(viewer);
    setEntry((count) => count + 1);
  }, []);
  const rename = useCallback(async (chosen: string) => change(await becomeGuest(chosen, true)), []);
  const leave = useCallback(() => {
    // A villager's ticket ends by itself, or by the site.
    if (isPerson(current.current) && !current.current.again) signOutPerson(current.current);
    change(rememberedGuest());
  }, []);
  return { room, guest, rename, enter: change, leave };
}
