/** A few of a channel's stored still pictures are listed for so long (ms) from an instant on. */
const span = 30_000;

/** Where the stored still pictures of a channel from `at` (Unix milliseconds) on are listed. */
export const storyboardUrl = (channel: string, at: number): string =>
  `/live/${encodeURIComponent(channel)}/storyboard.vtt?from=${Math.floor(at)}&to=${Math.floor(at) + span}`;

/** The first picture that a storyboard (WebVTT) lists, beside it; null when it lists none. */
export function firstPicture(storyboard: string): string | null {
  return /^posters\/\d+\.jpg$/m.exec(storyboard)?.[0] ?? null;
}
