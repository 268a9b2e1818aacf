import type { Engine } from './engine';
import { hlsEngine, hlsSupported } from './hlsEngine';
import { nativeEngine, nativeSupported } from './nativeEngine';
import { Recovery, type Fault, type Remedy } from './recovery';
import { StallMeter, type PlayerStats } from './stats';

export interface PlayerOptions {
  video: HTMLVideoElement;
  channel: string;
  /** Low latency holds connections open: at most one such player on a page. */
  lowLatency: boolean;
  /** Asks for leave to play a protected channel, when the origin wants one. */
  admit?: () => Promise<unknown>;
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
const watch = 250;

/** Plays a live channel in a video element and gets over every fault by itself. Owns the engine; knows nothing of pages. */
export class Player {
  picture: Picture = 'loading';

  readonly #options: PlayerOptions;
  readonly #recovery = new Recovery();
  readonly #meter = new StallMeter();
  readonly #listeners = new Set<() => void>();
  readonly #undo: (() => void)[] = [];
  #engine: Engine | null = null;
  #repair: ReturnType<typeof setTimeout> | undefined;
  #stats = { firstPictureMs: null as number | null, fatalErrors: 0, rebuilds: 0 };
  #lastTime = -1;
  #lastMove = performance.now();
  #lastBuffered = 0;
  #lastData = performance.now();
  #patience = rebuildAfter;
  #lookedForLive = false;
  #from: number | null = null;
  #wanted = true;
  #destroyed = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  get stats(): PlayerStats {
    return { ...this.#stats, stalls: this.#meter.stalls, longestStallMs: Math.round(this.#meter.longestStallMs) };
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
    this.#meter.reset();
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
    this.#meter.reset();
    const live = this.#engine?.livePosition();
    if (typeof live === 'number') this.#options.video.currentTime = live;
    this.play();
  }

  #build(): void {
    if (this.#destroyed) return;
    const { video, channel, lowLatency } = this.#options;
    this.#engine?.destroy();
    const back = this.#from;
    // Everyone who goes back to the same minute shares a playlist; the rest of the way is sought in it.
    const minute = back === null ? 0 : Math.floor(back / 60_000) * 60_000;
    const playlist = back !== null ? `plain.m3u8?from=${minute}` : lowLatency ? 'index.m3u8' : 'plain.m3u8';
    const url = `/live/${encodeURIComponent(channel)}/${playlist}`;
    const events = { fault: (kind: Fault, detail: string) => this.#fault(kind, detail) };
    const mode = back !== null ? { offset: (back - minute) / 1000 } : lowLatency ? 'low' : 'plain';
    this.#engine = hlsSupported() ? hlsEngine(video, url, mode, events) : nativeEngine(video, url, events);
    this.#lastMove = this.#lastData = performance.now();
    this.#lookedForLive = false;
    this.play();
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
    if (moved && !video.paused && video.readyState >= 2) {
      this.#lastMove = this.#lastData = now;
      this.#patience = rebuildAfter;
      this.#lookedForLive = false;
      this.#meter.moving(now);
      this.#show('playing');
      return;
    }
    if (video.paused) {
      this.#lastMove = this.#lastData = now;
      // Setting the engine up again leaves the element paused; only a person's pause is one.
      if (this.#wanted && this.picture !== 'blocked') this.play();
      return;
    }
    if (this.#stats.firstPictureMs !== null && !document.hidden) this.#meter.waiting(now);
    const still = now - this.#lastMove;
    if (still > 2 * watch) this.#show(this.#stats.firstPictureMs === null ? 'loading' : 'stalled');
    if (now - this.#lastData > this.#patience) this.#rebuild();
    else if (still > seekAfter && !this.#lookedForLive) this.#lookForLive();
  }

  #lookForLive(): void {
    if (this.#from !== null) return;
    this.#lookedForLive = true;
    const live = this.#engine?.livePosition();
    if (typeof live === 'number' && live > this.#options.video.currentTime + 0.5) this.#options.video.currentTime = live;
  }

  #pausedByHand(): void {
    this.#meter.reset();
    if (this.picture === 'blocked' || !this.#options.video.paused) return;
    this.#wanted = false;
    this.#show('paused');
  }

  #comeBack(): void {
    this.#meter.reset();
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
