import { Events, type default as Hls } from 'hls.js/light';
import { moreListed, type BufferState } from './bufferState';

/** A back buffer longer than this (seconds) is removed down to `kept`. Rarely and much, as each removal costs two buffer operations. */
const most = 45;
const kept = 15;

/** A removal that is not confirmed within this time (ms) was lost with its buffer. */
const patience = 1_000;

/** The media time (seconds) up to which the back buffer should be removed now; null for nothing. */
export function trimTo(state: BufferState): number | null {
  const quiet = !state.loading && !moreListed(state);
  return quiet && state.position - state.bufferStart > most ? state.position - kept : null;
}

/**
 * Trims the back buffer in place of hls.js, which does it while a part is being appended and then forgets parts (README). Begins right
 * after an append with nothing left to load, and pauses loading until the removal is over.
 */
export class BackBuffer {
  readonly #hls: Hls;
  readonly #state: () => BufferState;
  #tracks: ('audio' | 'video' | 'audiovideo')[] = [];
  #underWay = false;
  /** Whether loading was enabled before the removal; if something else had paused it, it stays paused. */
  #wasEnabled = false;
  #removing = new Set<string>();
  #giveUp: ReturnType<typeof setTimeout> | undefined;

  constructor(hls: Hls, state: () => BufferState) {
    this.#hls = hls;
    this.#state = state;
    hls.on(Events.BUFFER_CREATED, (_, { tracks }) => (this.#tracks = (['audio', 'video', 'audiovideo'] as const).filter((track) => track in tracks)));
    hls.on(Events.FRAG_BUFFERED, () => this.#trim());
    hls.on(Events.BUFFER_FLUSHED, (_, { type }) => this.#removed(type));
    hls.on(Events.MEDIA_DETACHING, () => this.#end());
    hls.on(Events.DESTROYING, () => clearTimeout(this.#giveUp));
  }

  #trim(): void {
    if (this.#underWay) return;
    const end = trimTo(this.#state());
    if (end === null || this.#tracks.length === 0) return;
    this.#underWay = true;
    this.#removing = new Set(this.#tracks);
    this.#giveUp = setTimeout(() => this.#end(), patience);
    this.#wasEnabled = this.#hls.bufferingEnabled;
    this.#hls.pauseBuffering();
    for (const type of this.#tracks) this.#hls.trigger(Events.BUFFER_FLUSHING, { startOffset: 0, endOffset: end, type });
  }

  #removed(track: string): void {
    if (this.#removing.delete(track) && this.#removing.size === 0) this.#end();
  }

  /** The removal is over, or will not be confirmed any more: loading continues if it was enabled before. */
  #end(): void {
    clearTimeout(this.#giveUp);
    if (!this.#underWay) return;
    this.#underWay = false;
    this.#removing.clear();
    if (this.#wasEnabled) this.#hls.resumeBuffering();
  }
}
