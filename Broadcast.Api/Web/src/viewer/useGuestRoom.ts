import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ChannelClock } from '../room/clock';
import { Room } from '../room/room';
import { becomeGuest, madeUpName, rememberedGuest, type Guest } from './ticket';

export interface GuestRoom {
  room: Room | null;
  guest: Guest | null;
  /** Requests a ticket under the chosen name and enters the room with it. */
  rename: (name: string) => Promise<void>;
}

/** Enters a room as a guest, at once under a made-up name, so that pins and questions show before the person is asked for a name. */
export function useGuestRoom(channel: string, clock: ChannelClock, prefix: string, via: 'hub' | 'feed'): GuestRoom {
  const [guest, setGuest] = useState<Guest | null>(rememberedGuest);
  const [room, setRoom] = useState<Room | null>(null);
  const current = useRef(guest);
  const name = guest?.named ? guest.name : null;

  useEffect(() => {
    const entered = new Room({
      room: channel,
      clock,
      // A guest who chose a name wants to take part, which needs the hub.
      via: name === null ? via : 'hub',
      async token(again) {
        if (!current.current || again) {
          const { name: before, named } = current.current ?? { name: madeUpName(prefix), named: false };
          current.current = await becomeGuest(before, named);
          setGuest(current.current);
        }
        return current.current.ticket;
      },
      author: () => current.current && { id: current.current.viewer, name: current.current.name },
      async renew(ticket) {
        const { name: before, named } = current.current!;
        current.current = await becomeGuest(before, named, ticket);
        setGuest(current.current);
        return current.current.ticket;
      },
    });
    entered.start();
    setRoom(entered);
    return () => void entered.stop();
    // A chosen name needs another ticket, and so another connection.
  }, [channel, clock, name, via]);

  const rename = useCallback(async (chosen: string) => {
    current.current = await becomeGuest(chosen, true);
    // Nothing is sent under the old name any more.
    setRoom(null);
    setGuest(current.current);
  }, []);
  return { room, guest, rename };
}
