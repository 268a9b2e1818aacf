/** What is needed of a rendition; `height` is 0 where there is no picture, or none is declared. */
export interface Rendition {
  height: number;
  maxBitrate: number;
  videoCodec: string | undefined;
}

/** The index of the lowest rendition with a picture, where there is a higher one; else null. */
export function smallestLevel(levels: readonly Rendition[]): number | null {
  const pictures = levels.map((level, index) => ({ level, index })).filter(({ level }) => level.height > 0 || level.videoCodec);
  if (pictures.length < 2) return null;
  return pictures.reduce((least, next) => (next.level.maxBitrate < least.level.maxBitrate ? next : least)).index;
}
