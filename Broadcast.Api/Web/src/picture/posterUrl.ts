/** How often (ms) a channel's still picture is requested: as often as there is a new one. */
export const posterEvery = 4_000;

/** A channel's newest still picture. All viewers use the same URL for four seconds, so that caches can answer. */
export const posterUrl = (channel: string, now: number): string => `/live/${encodeURIComponent(channel)}/poster.jpg?r=${Math.floor(now / posterEvery)}`;
