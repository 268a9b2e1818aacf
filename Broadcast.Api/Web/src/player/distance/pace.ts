/** Where a live picture is, in seconds. */
export interface PaceState {
  /** Behind the live edge. */
  latency: number;
  /** What `latency` should be. */
  target: number;
  /** Buffered ahead of the picture. */
  ahead: number;
  /** The present playback rate. */
  rate: number;
}

/** The rate changes when the picture is off its target by more than `tolerance` (seconds), more beyond `far`, until it is within `right`. */
const tolerance = 0.3;
const right = 0.1;
const far = 1.5;

/** With less buffer ahead than this (seconds) the picture does not play faster. */
const least = 1;

/** The playback rate that brings a picture to its target. With the pitch kept, nobody hears a few per cent. */
export function paceOf({ latency, target, ahead, rate }: PaceState): number {
  const behind = latency - target;
  if (behind > 0) {
    if (ahead <= least || behind < right || (rate <= 1 && behind < tolerance)) return 1;
    return behind > far ? 1.08 : 1.04;
  }
  const near = -behind;
  if (near < right || (rate >= 1 && near < tolerance)) return 1;
  return near > far ? 0.92 : 0.96;
}
