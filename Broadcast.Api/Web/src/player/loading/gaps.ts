import { ErrorDetails, Events, type default as Hls, type Fragment } from 'hls.js/light';
import { markBuffered } from './marks';

/**
 * Detects segments that hls.js takes for gaps although the playlist declares none (README). Each segment once, since media that cannot be
 * played is a gap, too.
 */
export class MistakenGaps {
  readonly #hls: Hls;
  readonly #video: HTMLVideoElement;
  #found: Fragment | null = null;
  #last: Fragment['sn'] | null = null;

  constructor(hls: Hls, video: HTMLVideoElement) {
    this.#hls = hls;
    this.#video = video;
    hls.on(Events.ERROR, (_, { details, frag }) => {
      if (details === ErrorDetails.FRAG_GAP && frag && isMistaken(frag) && frag.sn !== this.#last) this.#found = frag;
    });
  }

  /**
   * Corrects the mistake detected since the last call, if there was one: the segment is no gap, and its parts that the element holds count
   * as loaded. Returns how many parts those are; null when there was no mistake.
   */
  correct(bufferEnd: number): number | null {
    const found = this.#found;
    if (found === null) return null;
    this.#found = null;
    this.#last = found.sn;
    const details = this.#hls.latestLevelDetails;
    const parts = details?.partList ?? [];
    // Every reload of the playlist has its own object of the segment.
    const same = [found, details?.fragmentHint, ...(details?.fragments ?? []), ...parts.map((part) => part.fragment)];
    for (const frag of same) if (frag?.sn === found.sn) frag.gap = false;
    const { streamController } = this.#hls as unknown as { streamController?: { fragmentTracker?: { removeFragment?: (frag: Fragment) => void } } };
    streamController?.fragmentTracker?.removeFragment?.(found);
    return markBuffered(parts, this.#video.buffered, bufferEnd).length;
  }
}

/** A gap that the playlist declares has a tag. */
export const isMistaken = (frag: Pick<Fragment, 'gap' | 'tagList'>): boolean => frag.gap === true && !frag.tagList.some(([tag]) => tag === 'GAP');
