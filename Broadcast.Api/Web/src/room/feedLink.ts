import type { FeedChunk, FeedCounts, FeedMoved, FeedSnapshot, Position, RoomCounts } from './contracts';
import { retryDelay } from './retry';

/** Longer than the server holds a request for a chunk that is not there yet. */
const patience = 30_000;

/** How often the numbers are asked for, at the least; up to twice as long, by chance. */
const countsEvery = 10_000;

/** Whom a feed tells what it reads. */
export interface FeedListener {
  position(): Position | null;
  /** When the newest event was appended that is known by its position, Unix milliseconds. */
  lastAt(): number | null;
  snapshot(snapshot: FeedSnapshot): void;
  /** False when something is missing before the chunk: the feed then takes the snapshot. */
  chunk(chunk: FeedChunk): boolean;
  /** The log goes on in another epoch. */
  moved(epoch: string): void;
  counts(counts: RoomCounts, now: number): void;
  /** Whether the feed can be read. */
  reachable(reachable: boolean): void;
}

/** Where the next chunk is. */
interface Place {
  epoch: string;
  number: number;
}

/**
 * Reads a room's log over plain HTTP, where it comes from a cache: chunk after chunk, each asked for before it is there. The description is in
 * `Broadcast.Chat/README.md`.
 */
export class FeedLink {
  readonly #url: string;
  readonly #listener: FeedListener;
  readonly #fetch: typeof fetch;
  #reading: AbortController | null = null;
  #countsAt = 0;

  /** @param url the feed's folder, such as `/rooms/gushi/feed`. */
  constructor(url: string, listener: FeedListener, fetcher: typeof fetch = (...args) => fetch(...args)) {
    this.#url = url;
    this.#listener = listener;
    this.#fetch = fetcher;
  }

  get active(): boolean {
    return this.#reading !== null;
  }

  start(): void {
    if (this.#reading) return;
    const reading = new AbortController();
    this.#reading = reading;
    this.#countsAt = Date.now() + countsEvery * (1 + Math.random());
    void this.#read(reading.signal);
  }

  stop(): void {
    this.#reading?.abort();
    this.#reading = null;
  }

  async #read(stopped: AbortSignal): Promise<void> {
    let place = this.#place();
    let failures = 0;
    while (!stopped.aborted) {
      try {
        const next = place ? await this.#chunk(place, stopped) : await this.#snapshot(stopped);
        if (stopped.aborted) return;
        this.#listener.reachable(true);
        this.#count(stopped);
        if (next) failures = 0;
        else await pause(retryDelay(failures++), stopped);
        place = next;
      } catch {
        if (stopped.aborted) return;
        // Away, or too much to do: what was read so far stays good.
        this.#listener.reachable(false);
        await pause(retryDelay(failures++), stopped);
      }
    }
  }

  /** Where somebody who comes from the hub goes on: in the second of the last event that is known. */
  #place(): Place | null {
    const [position, at] = [this.#listener.position(), this.#listener.lastAt()];
    return position && at !== null ? { epoch: position.epoch, number: Math.floor(at / 1_000) } : null;
  }

  async #snapshot(stopped: AbortSignal): Promise<Place> {
    const snapshot = await this.#get<FeedSnapshot>('snapshot.json', stopped);
    if (!snapshot) throw new Error('There is no such room.');
    if (!stopped.aborted) this.#listener.snapshot(snapshot);
    return { epoch: snapshot.epoch, number: snapshot.next };
  }

  /** The place behind the chunk; null when only the snapshot helps. */
  async #chunk({ epoch, number }: Place, stopped: AbortSignal): Promise<Place | null> {
    const answer = await this.#get<FeedChunk | FeedMoved>(`${epoch}/${number}.json`, stopped);
    const position = this.#listener.position();
    if (!answer || !position || stopped.aborted) return null;
    if ('ended' in answer) {
      if (position.offset > answer.ended) return null;
      this.#listener.moved(answer.epoch);
    } else if (!this.#listener.chunk(answer)) {
      return null;
    }
    return { epoch: answer.epoch, number: answer.next };
  }

  #count(stopped: AbortSignal): void {
    if (Date.now() < this.#countsAt) return;
    this.#countsAt = Date.now() + countsEvery * (1 + Math.random());
    this.#get<FeedCounts>('counts.json', stopped).then(
      (answer) => answer && !stopped.aborted && this.#listener.counts(answer.counts, answer.now),
      // Old numbers are shown a little longer.
      () => undefined,
    );
  }

  /** Null when there is no such thing. */
  async #get<Answer>(path: string, stopped: AbortSignal): Promise<Answer | null> {
    const request = new AbortController();
    const abort = () => request.abort();
    const late = setTimeout(abort, patience);
    stopped.addEventListener('abort', abort);
    try {
      const answer = await this.#fetch(`${this.#url}/${path}`, { signal: request.signal });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`The feed answers ${answer.status}.`);
      return (await answer.json()) as Answer;
    } finally {
      clearTimeout(late);
      stopped.removeEventListener('abort', abort);
    }
  }
}

function pause(duration: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stopped.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, duration);
    stopped.addEventListener('abort', end);
  });
}
