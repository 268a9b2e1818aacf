/** How far behind the live edge a picture is kept: from the nearest to the most tolerant. */
export const distances = ['edge', 'back', 'segments', 'small'] as const;

export type Distance = (typeof distances)[number];

export interface DistanceSettings {
  /** True: loads parts as they are listed. False: loads whole segments. */
  parts: boolean;
  /** Seconds behind the live edge; null: as near as the playlist allows. */
  seconds: number | null;
  /** Loads the lowest rendition with a picture. */
  smaller: boolean;
}

/** Each stays well below 15 s: a room's events do not wait for a picture further behind. */
const settings: Record<Distance, DistanceSettings> = {
  edge: { parts: true, seconds: null, smaller: false },
  back: { parts: true, seconds: 4, smaller: false },
  segments: { parts: false, seconds: 6, smaller: false },
  small: { parts: false, seconds: 6, smaller: true },
};

export const settingsOf = (distance: Distance): DistanceSettings => settings[distance];
