import { getInbox, markInboxRead, type InboxPage } from '../api/inbox';
import type { YoursEvent } from '../room/contracts';
import { retryDelay } from '../room/retry';
import { addPage, emptyInbox, nextAfter, readUpTo, receive, type Inbox } from './inbox';

/** When a node says that something may be missing it says so to everybody, so each waits for a random time up to this (ms). */
const spread = 3_000;

/** Answers that do not change by asking again. */
const final: ReadonlySet<string> = new Set(['auth.required', 'auth.forbidden', 'person.required']);

/** Where positions are read from and marked; for tests. */
export interface InboxCalls {
  page: (after: number) => Promise<InboxPage>;
  mark: (position: number) => Promise<{ read: number }>;
}

/** The calls of the HTTP API, with the ticket that is valid at the time. */
export const inboxCalls = (ticket: () => string): InboxCalls => ({
  page: (after) => getInbox(after, ticket()),
  mark: (position) => markInboxRead(position, ticket()),
});

/** Keeps a person's inbox on a page: reads it, adds what the hub sends, and reads again where something is missing. */
export class InboxReader {
  inbox: Inbox;
  readonly #calls: InboxCalls;
  readonly #changed: (inbox: Inbox) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #again = false;
  #stopped = false;

  /** @param read up to where this device knows that the person has read */
  constructor(calls: InboxCalls, changed: (inbox: Inbox) => void, read = 0) {
    this.#calls = calls;
    this.#changed = changed;
    this.inbox = { ...emptyInbox, read };
  }

  /** Reads what came since the last known entry. */
  read(): void {
    clearTimeout(this.#timer);
    if (this.#reading) this.#again = true;
    else void this.#run(0);
  }

  /** Takes what the hub sent to this person. */
  receive(events: readonly YoursEvent[]): void {
    const next = receive(this.inbox, events);
    if (next) this.#set(next);
    else if (events.length > 0) this.read();
    else this.#later(Math.random() * spread);
  }

  /** Marks everything up to `position` as read, here and for the person's other devices. */
  mark(position: number): void {
    if (position <= this.inbox.read) return;
    this.#set(readUpTo(this.inbox, position));
    // If this fails, the next reading of the inbox tells it.
    this.#calls.mark(position).catch(() => undefined);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #run(attempt: number): Promise<void> {
    this.#reading = true;
    this.#again = false;
    try {
      await this.#readAll();
      this.#reading = false;
      if (this.#again && !this.#stopped) void this.#run(0);
    } catch (error) {
      this.#reading = false;
      if (!final.has((error as { code?: string }).code ?? '')) this.#later(retryDelay(attempt + 1), attempt + 1);
    }
  }

  async #readAll(): Promise<void> {
    for (let after: number | null = this.inbox.last; after !== null && !this.#stopped; ) {
      const page: InboxPage = await this.#calls.page(after);
      if (this.#stopped) return;
      const before = this.inbox.last;
      this.#set(addPage(this.inbox, after, page));
      // The inbox of a restored database is read from its beginning.
      after = this.inbox.last < before ? 0 : nextAfter(page);
      if (after === null && page.read < this.inbox.read && page.last > page.read) await this.#calls.mark(this.inbox.read);
    }
  }

  #later(delay: number, attempt = 0): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#reading ? (this.#again = true) : void this.#run(attempt)), delay);
  }

  #set(inbox: Inbox): void {
    if (this.#stopped || inbox === this.inbox) return;
    this.inbox = inbox;
    this.#changed(inbox);
  }
}
