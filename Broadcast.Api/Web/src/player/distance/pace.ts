/** Where a live picture is, in seconds behind the edge and of buffer ahead of it. */
export interface Place {
  latency: number;
  target: number;
  ahead: number;
  /** The rate at which it plays now. */
  rate: number;
}

/** Off by more than `tolerance` (seconds) the rate changes, until the place is right to within `right`. */
const tolerance = 0.3;
const right = 0.1;
const far = 1.5;

/** Less buffer ahead than this (seconds) is not spent on coming nearer. */
const least = 1;

/** The playback rate that brings a picture to its distance: nobody hears a few per cent, with the pitch kept. */
export function paceOf({ latency, target, ahead, rate }: Place): number {
  const behind = latency - target;
  if (behind > 0) {
    if (ahead <= least || behind < right || (rate <= 1 && behind < tolerance)) return 1;
    return behind > far ? 1.08 : 1.04;
  }
  const near = -behind;
  if (near < right || (rate >= 1 && near < tolerance)) return 1;
  return near > far ? 0.92 : 0.96;
}
