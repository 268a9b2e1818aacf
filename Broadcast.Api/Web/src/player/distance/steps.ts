import { distances, settingsOf, type Distance } from './distance';

export interface Step {
  from: Distance;
  to: Distance;
  why: 'stop' | 'stops' | 'appends' | 'calm';
}

/** What the engine can do. */
export interface Capabilities {
  /** Whether there is a lower rendition. */
  readonly smaller: boolean;
}

/** What a tab saves for its next pages. */
export interface SavedDistance {
  distance: Distance;
  /** Steps towards the edge so far. */
  ups: number;
}

/** A stop of this length (ms) causes a step at once, if there was something to load. One stop causes one step at most. */
const long = 1_000;

/** Shorter stops than this (ms) do not count. */
const hitch = 250;

/** Two stops within this time (ms) cause a step, even if they are short. */
const memory = 60_000;

/** For this time (ms) after a step there is no further step away from the edge: the picture is still moving to its new distance. */
const settling = 4_000;

/** Appends are judged over this much media (ms). Taking more than `slow` of its duration is too slow, less than `quick` is calm. */
const judged = 4_000;
const slow = 0.5;
const quick = 0.3;

/** A step towards the edge comes after this long (ms) without a stop, twice as long each time, at most `mostUps` times in a session. */
const calm = 60_000;
const mostUps = 4;

/**
 * Decides how far behind the edge a picture is kept: further away when it stops or when appends take long, nearer again after calm
 * minutes. Pure: callers pass the time (ms).
 */
export class StepPolicy {
  distance: Distance;
  ups: number;
  readonly #capabilities: Capabilities;
  #stops: number[] = [];
  #counted = false;
  /** The current stop has caused its step. */
  #stepped = false;
  /** When the current stop was last known to be an outage; null if it was none so far. */
  #outageUntil: number | null = null;
  #appends: { took: number; media: number }[] = [];
  #steppedAt = Number.NEGATIVE_INFINITY;
  #calmSince: number;

  constructor(now: number, capabilities: Capabilities, saved: SavedDistance = { distance: 'edge', ups: 0 }) {
    this.distance = saved.distance;
    this.ups = saved.ups;
    this.#capabilities = capabilities;
    this.#calmSince = now;
  }

  get saved(): SavedDistance {
    return { distance: this.distance, ups: this.ups };
  }

  /**
   * To be called repeatedly while the picture stands still, for `ms` so far.
   * @param inReach whether more media was listed since it stopped. If none is for long, the server or the network is gone, and no distance
   * would have helped: the stop then counts from when media is listed again.
   */
  still(now: number, ms: number, inReach: boolean): Step | null {
    if (ms < hitch) return null;
    this.#calmSince = now;
    if (!this.#counted) {
      this.#counted = true;
      this.#stops = [...this.#stops.filter((at) => now - at < memory), now];
    }
    if (!inReach && ms >= long) this.#outageUntil = now;
    if (this.#stepped || now - this.#steppedAt < settling) return null;
    const step = this.#stepFor(inReach ? Math.min(ms, now - (this.#outageUntil ?? Number.NEGATIVE_INFINITY)) : 0, now);
    this.#stepped = step !== null;
    return step;
  }

  /** To be called when media of `media` ms is in the buffer, `took` ms after it arrived. */
  appended(now: number, took: number, media: number): Step | null {
    this.#appends.push({ took, media });
    while (this.#media() - (this.#appends[0]?.media ?? 0) >= judged) this.#appends.shift();
    if (this.#media() < judged) return null;
    const load = this.#load();
    if (load >= quick) this.#calmSince = now;
    return load > slow && now - this.#steppedAt >= settling ? this.#down(now, 'appends') : null;
  }

  /** To be called repeatedly while the picture moves. */
  moving(now: number): Step | null {
    this.endStop();
    if (this.ups >= mostUps || now - this.#calmSince < calm * 2 ** this.ups) return null;
    const nearer = this.#next(-1);
    if (nearer === null) return null;
    this.ups++;
    return this.#change(now, nearer, 'calm');
  }

  /** The current stop is over, or no longer counts. */
  endStop(): void {
    this.#counted = this.#stepped = false;
    this.#outageUntil = null;
  }

  /** The step for a stop of `ms` so far. */
  #stepFor(ms: number, now: number): Step | null {
    if (ms < long) return this.#stops.length >= 2 ? this.#down(now, 'stops') : null;
    return this.#load() > slow ? this.#down(now, 'appends', true) : this.#down(now, 'stop');
  }

  /** @param whole go straight to whole segments, because appending parts is what takes long */
  #down(now: number, why: Step['why'], whole = false): Step | null {
    const further = whole && settingsOf(this.distance).parts ? 'segments' : this.#next(1);
    return further === null ? null : this.#change(now, further, why);
  }

  #change(now: number, to: Distance, why: Step['why']): Step {
    const step = { from: this.distance, to, why };
    this.distance = to;
    this.#steppedAt = this.#calmSince = now;
    this.#stops = [];
    this.#appends = [];
    return step;
  }

  #next(by: 1 | -1): Distance | null {
    const next = distances[distances.indexOf(this.distance) + by] ?? null;
    return next === 'small' && !this.#capabilities.smaller ? (distances[distances.indexOf(next) + by] ?? null) : next;
  }

  #media(): number {
    return this.#appends.reduce((sum, { media }) => sum + media, 0);
  }

  /** How long appends take, as a share of their media's duration. */
  #load(): number {
    const media = this.#media();
    return media === 0 ? 0 : this.#appends.reduce((sum, { took }) => sum + took, 0) / media;
  }
}
