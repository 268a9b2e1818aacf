import { distances, keepingOf, type Distance } from './distance';

export interface Step {
  from: Distance;
  to: Distance;
  why: 'stop' | 'stops' | 'appends' | 'calm';
}

/** What the picture's engine can do. */
export interface Means {
  /** There is a lower rendition. */
  readonly smaller: boolean;
}

/** What a session keeps. */
export interface Kept {
  distance: Distance;
  /** Steps up so far. */
  ups: number;
}

/**
 * A stop this long (ms) takes a step at once, if there was something to load; shorter ones do in pairs within `memory`, hitches never. No
 * stop takes two.
 */
const long = 1_000;
const hitch = 250;
const memory = 60_000;

/** After a step nothing shorter than this (ms) takes another: the new distance is still being reached. */
const settling = 4_000;

/** Appends are judged over so much media (ms). Longer than `slow` of its duration is too long, less than `quick` is calm. */
const judged = 4_000;
const slow = 0.5;
const quick = 0.3;

/** Up again after so long (ms) without a stop, twice as long each time, and so often in a session. */
const calm = 60_000;
const mostUps = 4;

/**
 * Decides how far behind the edge a picture is kept: further away when it stops or when appends take long, nearer again after calm
 * minutes. Pure: time is given.
 */
export class StepPolicy {
  distance: Distance;
  ups: number;
  readonly #means: Means;
  #stops: number[] = [];
  #counted = false;
  /** The stop of now took its step. */
  #stepped = false;
  /** Until when the stop of now was an outage. */
  #outageUntil: number | null = null;
  #appends: { took: number; media: number }[] = [];
  #steppedAt = Number.NEGATIVE_INFINITY;
  #calmSince: number;

  constructor(now: number, means: Means, kept: Kept = { distance: 'edge', ups: 0 }) {
    this.distance = kept.distance;
    this.ups = kept.ups;
    this.#means = means;
    this.#calmSince = now;
  }

  get kept(): Kept {
    return { distance: this.distance, ups: this.ups };
  }

  /**
   * The picture stands still, for `ms` so far. Called again and again while it does.
   * @param inReach more was listed since it stopped. Where nothing is for long, the server or the network is gone, and no distance that a
   * client keeps would have helped: the stop counts from when there is something again.
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
    const step = this.#for(inReach ? Math.min(ms, now - (this.#outageUntil ?? Number.NEGATIVE_INFINITY)) : 0, now);
    this.#stepped = step !== null;
    return step;
  }

  /** Media of `media` ms was in the buffer `took` ms after it had arrived. */
  appended(now: number, took: number, media: number): Step | null {
    this.#appends.push({ took, media });
    while (this.#media() - (this.#appends[0]?.media ?? 0) >= judged) this.#appends.shift();
    if (this.#media() < judged) return null;
    const load = this.#load();
    if (load >= quick) this.#calmSince = now;
    return load > slow && now - this.#steppedAt >= settling ? this.#down(now, 'appends') : null;
  }

  /** The picture moves. */
  moving(now: number): Step | null {
    this.forget();
    if (this.ups >= mostUps || now - this.#calmSince < calm * 2 ** this.ups) return null;
    const nearer = this.#next(-1);
    if (nearer === null) return null;
    this.ups++;
    return this.#take(now, nearer, 'calm');
  }

  /** The stop of now is over, or nobody looks any more. */
  forget(): void {
    this.#counted = this.#stepped = false;
    this.#outageUntil = null;
  }

  /** For a stop of `ms` so far. */
  #for(ms: number, now: number): Step | null {
    if (ms < long) return this.#stops.length >= 2 ? this.#down(now, 'stops') : null;
    return this.#load() > slow ? this.#down(now, 'appends', true) : this.#down(now, 'stop');
  }

  /** @param whole parts are what takes so long: whole segments at once. */
  #down(now: number, why: Step['why'], whole = false): Step | null {
    const further = whole && keepingOf(this.distance).parts ? 'segments' : this.#next(1);
    return further === null ? null : this.#take(now, further, why);
  }

  #take(now: number, to: Distance, why: Step['why']): Step {
    const step = { from: this.distance, to, why };
    this.distance = to;
    this.#steppedAt = this.#calmSince = now;
    this.#stops = [];
    this.#appends = [];
    return step;
  }

  #next(by: 1 | -1): Distance | null {
    const next = distances[distances.indexOf(this.distance) + by] ?? null;
    return next === 'small' && !this.#means.smaller ? (distances[distances.indexOf(next) + by] ?? null) : next;
  }

  #media(): number {
    return this.#appends.reduce((sum, { media }) => sum + media, 0);
  }

  /** The share of its own time that media needs to get into the buffer. */
  #load(): number {
    const media = this.#media();
    return media === 0 ? 0 : this.#appends.reduce((sum, { took }) => sum + took, 0) / media;
  }
}
