/** A message of this viewer that the room has not answered yet. */
export interface Unsent {
  /** The same for each try: the room says it once, however often it comes. */
  id: string;
  text: string;
  /** `waiting`: the connection was lost before the answer. */
  state: 'sending' | 'waiting';
  /** When it was first sent, Unix milliseconds. */
  at: number;
}

export type Outbox = readonly Unsent[];

/** A message that waits for longer than this (ms) is not sent by itself any more: what it was said about is over. */
const sendsItself = 2 * 60_000;

/** The room knows an id for ten minutes; with another one, a message that it has may come twice. */
const knownFor = 9 * 60_000;

export const put = (outbox: Outbox, id: string, text: string, now: number): Outbox => [...outbox, { id, text, state: 'sending', at: now }];

/** The connection was lost before the answer. */
export const wait = (outbox: Outbox, id: string): Outbox => outbox.map((one) => (one.id === id ? { ...one, state: 'waiting' } : one));

/** It is sent again. */
export const again = (outbox: Outbox, id: string): Outbox => outbox.map((one) => (one.id === id ? { ...one, state: 'sending' } : one));

/** It was answered, or given up. */
export const take = (outbox: Outbox, id: string): Outbox => outbox.filter((one) => one.id !== id);

/** Those that are sent by themselves when the connection is back, the oldest first. */
export const due = (outbox: Outbox, now: number): Outbox => outbox.filter((one) => one.state === 'waiting' && now - one.at < sendsItself);

/** Whether the room would still know the message by its id. */
export const isKnown = (one: Unsent, now: number): boolean => now - one.at < knownFor;
