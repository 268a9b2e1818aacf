/** How far behind the edge a live picture is kept: from the nearest to the one that stands the most. */
export const distances = ['edge', 'back', 'segments', 'small'] as const;

export type Distance = (typeof distances)[number];

export interface Keeping {
  /** Loads parts as they are listed; else whole segments. */
  parts: boolean;
  /** From the live edge, in seconds; null: as near as the playlist allows. */
  seconds: number | null;
  /** Loads the lowest rendition with a picture. */
  smaller: boolean;
}

/** Each stays well under the fifteen seconds at which the room's events stop waiting for the picture. */
const keepings: Record<Distance, Keeping> = {
  edge: { parts: true, seconds: null, smaller: false },
  back: { parts: true, seconds: 4, smaller: false },
  segments: { parts: false, seconds: 6, smaller: false },
  small: { parts: false, seconds: 6, smaller: true },
};

export const keepingOf = (distance: Distance): Keeping => keepings[distance];
