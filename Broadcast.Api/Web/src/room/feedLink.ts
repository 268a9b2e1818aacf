import type { FeedChunk, FeedCounts, FeedMoved, FeedSnapshot, Position, RoomCounts } from './contracts';
import { retryDelay } from './retry';

/** Timeout of a request (ms): longer than the server holds a request for a chunk that does not exist yet. */
const patience = 30_000;

/** Shortest time (ms) between two requests for the counts; each wait is random, up to twice as long. */
const countsEvery = 10_000;

/** Receives what a feed reads. */
export interface FeedListener {
  position(): Position | null;
  /** When the newest known event was appended, Unix milliseconds; null when none is known. */
  lastAt(): number | null;
  snapshot(snapshot: FeedSnapshot): void;
  /** Returns false when events before the chunk are missing: the feed then reads the snapshot. */
  chunk(chunk: FeedChunk): boolean;
  /** The log continues in another epoch. */
  moved(epoch: string): void;
  counts(counts: RoomCounts, now: number): void;
  /** Whether the feed can be read. */
  reachable(reachable: boolean): void;
}

/** The address of a chunk. */
interface ChunkAddress {
  epoch: string;
  number: number;
}

/**
 * Reads a room's log over plain HTTP, which caches can answer: chunk after chunk, each requested before it exists. The protocol is
 * described in `Broadcast.Chat/README.md`.
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
    let address = this.#firstChunk();
    let failures = 0;
    while (!stopped.aborted) {
      try {
        const next = address ? await this.#chunk(address, stopped) : await this.#snapshot(stopped);
        if (stopped.aborted) return;
        this.#listener.reachable(true);
        this.#refreshCounts(stopped);
        if (next) failures = 0;
        else await pause(retryDelay(failures++), stopped);
        address = next;
      } catch {
        if (stopped.aborted) return;
        // The feed is away or overloaded: what was read so far stays valid.
        this.#listener.reachable(false);
        await pause(retryDelay(failures++), stopped);
      }
    }
  }

  /** Where a client that comes from the hub continues: at the second of the newest known event. Null when none is known. */
  #firstChunk(): ChunkAddress | null {
    const [position, at] = [this.#listener.position(), this.#listener.lastAt()];
    return position && at !== null ? { epoch: position.epoch, number: Math.floor(at / 1_000) } : null;
  }

  async #snapshot(stopped: AbortSignal): Promise<ChunkAddress> {
    const snapshot = await this.#get<FeedSnapshot>('snapshot.json', stopped);
    if (!snapshot) throw new Error('There is no such room.');
    if (!stopped.aborted) this.#listener.snapshot(snapshot);
    return { epoch: snapshot.epoch, number: snapshot.next };
  }

  /** Reads a chunk and returns the address of the next one; null when the snapshot must be read. */
  async #chunk({ epoch, number }: ChunkAddress, stopped: AbortSignal): Promise<ChunkAddress | null> {
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

  #refreshCounts(stopped: AbortSignal): void {
    if (Date.now() < this.#countsAt) return;
    this.#countsAt = Date.now() + countsEvery * (1 + Math.random());
    this.#get<FeedCounts>('counts.json', stopped).then(
      (answer) => answer && !stopped.aborted && this.#listener.counts(answer.counts, answer.now),
      // The old counts are shown a little longer.
      () => undefined,
    );
  }

  /** Null for status 404. */
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
