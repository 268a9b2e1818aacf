import { loadDistance, saveDistance } from './distance/savedDistance';
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
  /** Low latency keeps connections open: at most one such player on a page. It chooses its distance to the edge itself. */
  lowLatency: boolean;
  /** Requests access to a protected channel. */
  admit?: () => Promise<unknown>;
  /** Records what happens; without one nothing is recorded. */
  trace?: Trace | null;
}

/** State of the picture. `blocked`: the browser requires a tap first. */
export type Picture = 'loading' | 'playing' | 'stalled' | 'paused' | 'blocked' | 'unsupported';

/** A picture that stands still for this long (ms) is moved to the live edge. */
const seekAfter = 5_000;

/**
 * When no media arrives for this long (ms), the engine is replaced. Each replacement doubles the time, up to `mostPatience`, until the
 * picture moves: on a device that is too slow, starting over makes it slower.
 */
const rebuildAfter = 11_000;
const mostPatience = 60_000;

/** When the page comes back from the background, a picture further behind than this (seconds) jumps to live. */
const tooFarBehind = 12;

/** How often (ms) the element is checked. */
const checkEvery = 100;

/** A picture that stands still for this long (ms) is shown as waiting. */
const showsAfter = 500;

/** A picture that stands still for this long (ms) counts as a stop. */
const stopAfter = 250;

/** Plays a live channel in a video element and recovers from every fault by itself. Owns the engine; knows nothing about pages. */
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
  /** Since when the page is visible (`performance.now()`). */
  #visibleSince = performance.now();
  #patience = rebuildAfter;
  #soughtLive = false;
  /** The instant (Unix ms) from which the recording is played; null for the live picture. */
  #recordedFrom: number | null = null;
  /** Whether the picture should play; false once the viewer paused it. */
  #shouldPlay = true;
  #destroyed = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#trace = options.trace ?? null;
    this.#steps = options.lowLatency && hlsSupported() ? new StepPolicy(performance.now(), this, loadDistance()) : null;
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

  /** Whether there is a lower rendition with a picture. */
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
    this.#on(document, 'visibilitychange', () => this.#visibilityChanged());
    const timer = setInterval(() => this.#check(), checkEvery);
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
    this.#shouldPlay = true;
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
    this.#shouldPlay = false;
    this.#options.video.pause();
  }

  /** Plays the recording from an instant (Unix ms) on. */
  goBack(instant: number): void {
    this.#measureAnew();
    this.#recordedFrom = instant;
    this.#shouldPlay = true;
    this.#build();
  }

  /** True while the recording is shown instead of the live picture. */
  get wentBack(): boolean {
    return this.#recordedFrom !== null;
  }

  /** Continues after a pause: at the live picture, unless the viewer went back. */
  resume(): void {
    if (this.#recordedFrom === null) this.goLive();
    else this.play();
  }

  /** Jumps to the live picture and plays. */
  goLive(): void {
    if (this.#recordedFrom !== null) {
      this.#recordedFrom = null;
      this.#shouldPlay = true;
      this.#build();
      return;
    }
    // A viewer's jump is no stall; the player's own jump out of a stall is part of it.
    this.#measureAnew();
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
    this.#soughtLive = false;
    this.play();
  }

  #source(behind: number | null): [playlist: string, mode: Mode] {
    if (this.#recordedFrom !== null) {
      // All viewers who go back to the same minute share a playlist, and start at an offset in it.
      const minute = Math.floor(this.#recordedFrom / 60_000) * 60_000;
      return [`plain.m3u8?from=${minute}`, { offset: (this.#recordedFrom - minute) / 1000 }];
    }
    if (this.#steps === null) return this.#options.lowLatency ? ['index.m3u8', 'monitor'] : ['plain.m3u8', 'monitor'];
    return ['index.m3u8', { live: this.#steps.distance, behind }];
  }

  /** Applies a step, and saves it for the tab's next pages. */
  #step(step: Step | null): void {
    if (step === null || this.#steps === null) return;
    this.#stats.steps++;
    this.#trace?.add('step', { ...step, behind: this.#engine?.behind() });
    saveDistance(this.#steps.saved);
    // Only slow appends justify waiting for a whole segment: otherwise they would continue for half a minute and more.
    this.#engine?.setDistance(step.to, step.why === 'appends');
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
      // If access is refused, the next fault requests it again, later each time.
      await this.#options.admit().catch((error: unknown) => console.warn('player: not admitted', error));
      if (this.#destroyed) return;
    }
    if (step === 'rebuild') this.#rebuild();
    else if (step === 'recover') this.#engine?.recover();
    else this.#engine?.load();
    if (this.#shouldPlay) this.play();
  }

  #rebuild(): void {
    this.#stats.rebuilds++;
    this.#patience = Math.min(mostPatience, this.#patience * 2);
    // A viewer who went back continues where the picture stood.
    if (this.#recordedFrom !== null) this.#recordedFrom = this.playingDate() ?? this.#recordedFrom;
    this.#build();
  }

  /** Checks the element regularly: its events alone do not distinguish a frozen picture from a moving one. */
  #check(): void {
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
      // A new engine leaves the element paused; only a viewer's pause counts as one.
      if (this.#shouldPlay && this.picture !== 'blocked') this.play();
      else this.#stopped(now);
      return;
    }
    this.#standing(now);
  }

  #moving(now: number): void {
    this.#stopped(now);
    this.#lastMove = this.#lastData = now;
    this.#patience = rebuildAfter;
    this.#soughtLive = false;
    this.#meter.moving(now);
    this.#show('playing');
    if (this.#live()) this.#step(this.#steps?.moving(now) ?? null);
  }

  #standing(now: number): void {
    const still = now - this.#lastMove;
    if (this.#stats.firstPictureMs !== null && !document.hidden) {
      this.#meter.waiting(now);
      if (still >= stopAfter && this.#stops.since === null) {
        this.#stops.begin(this.#lastMove);
        this.#trace?.add('still', this.#buffer());
      }
      if (this.#live()) this.#reportStop(now);
    }
    if (still > showsAfter) this.#show(this.#stats.firstPictureMs === null ? 'loading' : 'stalled');
    if (now - this.#lastData > this.#patience) this.#rebuild();
    else if (still > seekAfter && !this.#soughtLive) this.#seekToLive();
  }

  /** Reports the current stop, which a new engine continues, to the step policy. */
  #reportStop(now: number): void {
    const since = this.#stops.since ?? this.#lastMove;
    this.#step(this.#steps?.still(now, now - since, this.#engine?.inReach(since) ?? false) ?? null);
  }

  /** Ignores media that arrived while the page was hidden: browsers slow hidden pages down on purpose. */
  #appended(now: number, took: number, media: number): void {
    if (this.#live() && now - took > this.#visibleSince) this.#step(this.#steps?.appended(now, took, media) ?? null);
  }

  /** Ends the current stop, if there is one. */
  #stopped(now: number): void {
    const stop = this.#stops.end(now);
    if (stop) this.#trace?.add('stop', { ...this.#buffer(), ms: stop.ms });
  }

  /** Ends the current stop and measures anew from now: the picture was not expected to move until now. */
  #measureAnew(): void {
    this.#meter.reset();
    this.#steps?.endStop();
    const now = performance.now();
    this.#stopped(now);
    this.#lastMove = now;
  }

  #buffer(): { currentTime: number; buffer: [number, number][]; readyState: number } {
    const { video } = this.#options;
    return { currentTime: video.currentTime, buffer: rangesOf(video.buffered), readyState: video.readyState };
  }

  /** Whether the live picture is shown, on a visible page. */
  #live(): boolean {
    return this.#recordedFrom === null && !document.hidden;
  }

  #seekToLive(): void {
    if (this.#recordedFrom !== null) return;
    this.#soughtLive = true;
    const live = this.#engine?.livePosition();
    if (typeof live === 'number' && live > this.#options.video.currentTime + 0.5) this.#options.video.currentTime = live;
  }

  #pausedByHand(): void {
    this.#measureAnew();
    if (this.picture === 'blocked' || !this.#options.video.paused) return;
    this.#shouldPlay = false;
    this.#show('paused');
  }

  #visibilityChanged(): void {
    this.#measureAnew();
    // Time without movement or media in the background does not count either: timers are late there, those of hls.js as well.
    this.#lastData = this.#visibleSince = performance.now();
    const live = this.#engine?.livePosition();
    const { video } = this.#options;
    if (this.#recordedFrom === null && !document.hidden && !video.paused && typeof live === 'number' && live - video.currentTime > tooFarBehind) video.currentTime = live;
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
