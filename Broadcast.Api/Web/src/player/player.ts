import { keepDistance, keptDistance } from './distance/kept';
import { StepPolicy, type Step } from './distance/steps';
import type { Engine, EngineEvents } from './engine';
import { hlsEngine, hlsSupported, type Mode } from './hlsEngine';
import { nativeEngine, nativeSupported } from './nativeEngine';
import { Recovery, type Fault, type Remedy } from './recovery';
import { StallMeter, type PlayerStats } from './stats';
import { StopLog } from './stops';
import { rangesOf } from './trace/rangesOf';
import type { Trace } from './trace/trace';

export interface PlayerOptions {
  video: HTMLVideoElement;
  channel: string;
  /** Low latency holds connections open: at most one such player on a page. It finds its own distance to the edge. */
  lowLatency: boolean;
  /** Asks for leave to play a protected channel, when the origin wants one. */
  admit?: () => Promise<unknown>;
  /** Writes down what happens, when somebody wants to know. */
  trace?: Trace | null;
}

/** How the picture stands. `blocked`: the browser wants a tap first. */
export type Picture = 'loading' | 'playing' | 'stalled' | 'paused' | 'blocked' | 'unsupported';

/**
 * How long a picture may stand still before the player looks for the live edge, and how long nothing at all may arrive before it starts
 * anew. Each new start doubles the patience until the picture moves: starting over on a device that is too slow makes it slower.
 */
const seekAfter = 5_000;
const rebuildAfter = 11_000;
const mostPatience = 60_000;

/** After the page comes back from the background: further behind than this, it jumps to live. */
const tooFarBehind = 12;

/** How often (ms) the element is looked at, after how long it shows that it waits, and from when on a stop is one. */
const watch = 100;
const showsAfter = 500;
const seen = 250;

/** Plays a live channel in a video element and gets over every fault by itself. Owns the engine; knows nothing of pages. */
export class Player {
  picture: Picture = 'loading';

  readonly #options: PlayerOptions;
  readonly #recovery = new Recovery();
  readonly #meter = new StallMeter();
  readonly #listeners = new Set<() => void>();
  readonly #undo: (() => void)[] = [];
  readonly #steps: StepPolicy | null;
  readonly #trace: Trace | null;
  #engine: Engine | null = null;
  #repair: ReturnType<typeof setTimeout> | undefined;
  #stats = { firstPictureMs: null as number | null, fatalErrors: 0, rebuilds: 0, steps: 0, interventions: 0 };
  readonly #stops = new StopLog();
  #lastTime = -1;
  #lastMove = performance.now();
  #lastBuffered = 0;
  #lastData = performance.now();
  /** Since when the page is on the screen. */
  #visibleSince = performance.now();
  #patience = rebuildAfter;
  #lookedForLive = false;
  #from: number | null = null;
  #wanted = true;
  #destroyed = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#trace = options.trace ?? null;
    this.#steps = options.lowLatency && hlsSupported() ? new StepPolicy(performance.now(), this, keptDistance()) : null;
  }

  get stats(): PlayerStats {
    return {
      ...this.#stats,
      stalls: this.#meter.stalls,
      longestStallMs: Math.round(this.#meter.longestStallMs),
      distance: this.#steps?.distance ?? null,
      stops: this.#stops.last,
      stoppedMs: Math.round(this.#stops.total(performance.now())),
    };
  }

  /** There is a lower rendition with a picture. */
  get smaller(): boolean {
    return this.#engine?.smaller() ?? false;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    if (!hlsSupported() && !nativeSupported()) {
      this.#show('unsupported');
      return;
    }
    const video = this.#options.video;
    this.#on(video, 'loadeddata', () => (this.#stats.firstPictureMs ??= Math.round(performance.now())));
    this.#on(video, 'pause', () => this.#pausedByHand());
    this.#on(document, 'visibilitychange', () => this.#comeBack());
    const timer = setInterval(() => this.#watch(), watch);
    this.#undo.push(() => clearInterval(timer));
    this.#build();
  }

  destroy(): void {
    this.#destroyed = true;
    clearTimeout(this.#repair);
    for (const undo of this.#undo) undo();
    this.#engine?.destroy();
    this.#engine = null;
    this.#listeners.clear();
  }

  /** Date-time (Unix ms) of the frame on the screen; null while no picture moves. */
  shownDate(): number | null {
    return this.picture === 'playing' ? this.playingDate() : null;
  }

  /** Date-time (Unix ms) at the current position, moving or not. */
  playingDate(): number | null {
    return this.#engine?.playingDate() ?? null;
  }

  play(): void {
    this.#wanted = true;
    const video = this.#options.video;
    video.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') {
        // Sound needs a gesture; a muted picture mostly does not.
        if (video.muted) this.#show('blocked');
        else {
          video.muted = true;
          this.play();
        }
      }
    });
  }

  pause(): void {
    this.#wanted = false;
    this.#options.video.pause();
  }

  /** Plays from an instant (Unix ms) of the recording on. */
  goBack(instant: number): void {
    this.#expectNothing();
    this.#from = instant;
    this.#wanted = true;
    this.#build();
  }

  /** True while the recording is shown and not the live picture. */
  get wentBack(): boolean {
    return this.#from !== null;
  }

  /** Plays on after a pause: at the live picture, unless somebody has gone back. */
  resume(): void {
    if (this.#from === null) this.goLive();
    else this.play();
  }

  /** Jumps to the live picture and plays. */
  goLive(): void {
    if (this.#from !== null) {
      this.#from = null;
      this.#wanted = true;
      this.#build();
      return;
    }
    // A jump by hand is no stall; the player's own jumps out of one are part of it.
    this.#expectNothing();
    const live = this.#engine?.livePosition();
    if (typeof live === 'number') this.#options.video.currentTime = live;
    this.play();
  }

  #build(): void {
    if (this.#destroyed) return;
    const { video, channel } = this.#options;
    const behind = this.#engine?.behind() ?? null;
    this.#engine?.destroy();
    const [playlist, mode] = this.#source(behind);
    const url = `/live/${encodeURIComponent(channel)}/${playlist}`;
    const events: EngineEvents = {
      fault: (kind, detail) => this.#fault(kind, detail),
      appended: (took, media) => this.#appended(performance.now(), took, media),
      restarted: (how, parts) => {
        this.#stats.interventions++;
        this.#trace?.add('restart', { how, parts, buffer: rangesOf(video.buffered), currentTime: video.currentTime });
      },
    };
    this.#engine = hlsSupported() ? hlsEngine(video, url, mode, events, this.#trace) : nativeEngine(video, url, events);
    this.#lastMove = this.#lastData = performance.now();
    this.#lookedForLive = false;
    this.play();
  }

  #source(behind: number | null): [playlist: string, mode: Mode] {
    if (this.#from !== null) {
      // Everyone who goes back to the same minute shares a playlist; the rest of the way is sought in it.
      const minute = Math.floor(this.#from / 60_000) * 60_000;
      return [`plain.m3u8?from=${minute}`, { offset: (this.#from - minute) / 1000 }];
    }
    if (this.#steps === null) return this.#options.lowLatency ? ['index.m3u8', 'monitor'] : ['plain.m3u8', 'monitor'];
    return ['index.m3u8', { live: this.#steps.distance, behind }];
  }

  /** Takes a step, and keeps it for the pages of this tab. */
  #step(step: Step | null): void {
    if (step === null || this.#steps === null) return;
    this.#stats.steps++;
    this.#trace?.add('step', { ...step, behind: this.#engine?.behind() });
    keepDistance(this.#steps.kept);
    // Slow appends are the one reason to wait for a whole segment: the slow way would go on with them for half a minute and more.
    this.#engine?.keep(step.to, step.why === 'appends');
  }

  #fault(kind: Fault, detail: string): void {
    this.#stats.fatalErrors++;
    console.warn(`player: ${kind} fault (${detail})`);
    const remedy = this.#recovery.next(kind, performance.now());
    clearTimeout(this.#repair);
    this.#repair = setTimeout(() => void this.#repairBy(remedy.step, detail), remedy.wait);
  }

  async #repairBy(step: Remedy['step'], detail: string): Promise<void> {
    if (this.#options.admit && /\b(401|403)$/.test(detail)) {
      // Refused again, the next fault asks again, later each time.
      await this.#options.admit().catch((error: unknown) => console.warn('player: not admitted', error));
      if (this.#destroyed) return;
    }
    if (step === 'rebuild') this.#rebuild();
    else if (step === 'recover') this.#engine?.recover();
    else this.#engine?.load();
    if (this.#wanted) this.play();
  }

  #rebuild(): void {
    this.#stats.rebuilds++;
    this.#patience = Math.min(mostPatience, this.#patience * 2);
    // Who went back goes on where the picture stood.
    if (this.#from !== null) this.#from = this.playingDate() ?? this.#from;
    this.#build();
  }

  /** Looks at the element a few times a second: events alone do not tell a frozen picture from a moving one. */
  #watch(): void {
    const video = this.#options.video;
    const now = performance.now();
    const buffered = video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0;
    if (buffered !== this.#lastBuffered) this.#lastData = now;
    this.#lastBuffered = buffered;
    const moved = video.currentTime !== this.#lastTime;
    this.#lastTime = video.currentTime;
    if (moved && !video.paused && !video.seeking && video.readyState >= 2) {
      this.#moving(now);
      return;
    }
    if (video.paused) {
      this.#lastMove = this.#lastData = now;
      // Setting the engine up again leaves the element paused; only a person's pause is one.
      if (this.#wanted && this.picture !== 'blocked') this.play();
      else this.#stopped(now);
      return;
    }
    this.#standing(now);
  }

  #moving(now: number): void {
    this.#stopped(now);
    this.#lastMove = this.#lastData = now;
    this.#patience = rebuildAfter;
    this.#lookedForLive = false;
    this.#meter.moving(now);
    this.#show('playing');
    if (this.#live()) this.#step(this.#steps?.moving(now) ?? null);
  }

  #standing(now: number): void {
    const still = now - this.#lastMove;
    if (this.#stats.firstPictureMs !== null && !document.hidden) {
      this.#meter.waiting(now);
      if (still >= seen && this.#stops.since === null) {
        this.#stops.begin(this.#lastMove);
        this.#trace?.add('still', this.#buffer());
      }
      if (this.#live()) this.#standsLive(now);
    }
    if (still > showsAfter) this.#show(this.#stats.firstPictureMs === null ? 'loading' : 'stalled');
    if (now - this.#lastData > this.#patience) this.#rebuild();
    else if (still > seekAfter && !this.#lookedForLive) this.#lookForLive();
  }

  /** A new engine begins a new wait, but no new stop. */
  #standsLive(now: number): void {
    const since = this.#stops.since ?? this.#lastMove;
    this.#step(this.#steps?.still(now, now - since, this.#engine?.inReach(since) ?? false) ?? null);
  }

  /** What came before anybody looked, or while nobody did, says nothing: a page in the background is slow on purpose. */
  #appended(now: number, took: number, media: number): void {
    if (this.#live() && now - took > this.#visibleSince) this.#step(this.#steps?.appended(now, took, media) ?? null);
  }

  /** A stop that was under way is over. */
  #stopped(now: number): void {
    const stop = this.#stops.end(now);
    if (stop) this.#trace?.add('stop', { ...this.#buffer(), ms: stop.ms });
  }

  /** The picture need not have moved until now: what was a stop is over, and the next one begins now. */
  #expectNothing(): void {
    this.#meter.reset();
    this.#steps?.forget();
    const now = performance.now();
    this.#stopped(now);
    this.#lastMove = now;
  }

  #buffer(): { currentTime: number; buffer: [number, number][]; readyState: number } {
    const { video } = this.#options;
    return { currentTime: video.currentTime, buffer: rangesOf(video.buffered), readyState: video.readyState };
  }

  /** Whether the live picture is what is shown, and to somebody. */
  #live(): boolean {
    return this.#from === null && !document.hidden;
  }

  #lookForLive(): void {
    if (this.#from !== null) return;
    this.#lookedForLive = true;
    const live = this.#engine?.livePosition();
    if (typeof live === 'number' && live > this.#options.video.currentTime + 0.5) this.#options.video.currentTime = live;
  }

  #pausedByHand(): void {
    this.#expectNothing();
    if (this.picture === 'blocked' || !this.#options.video.paused) return;
    this.#wanted = false;
    this.#show('paused');
  }

  #comeBack(): void {
    this.#expectNothing();
    // How long nothing moved or came in the background says nothing either: timers are late there, and hls.js's own are no better.
    this.#lastData = this.#visibleSince = performance.now();
    const live = this.#engine?.livePosition();
    const { video } = this.#options;
    if (this.#from === null && !document.hidden && !video.paused && typeof live === 'number' && live - video.currentTime > tooFarBehind) video.currentTime = live;
  }

  #show(picture: Picture): void {
    if (picture === this.picture) return;
    this.picture = picture;
    for (const listener of this.#listeners) listener();
  }

  #on(target: EventTarget, type: string, handler: () => void): void {
    target.addEventListener(type, handler);
    this.#undo.push(() => target.removeEventListener(type, handler));
  }
}
