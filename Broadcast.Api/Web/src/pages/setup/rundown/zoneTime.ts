/** Times and lengths as people type them. */

/** `9:05`, `09:05:30` or `0905`, as `HH:MM:SS`; null when it is no time of day. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim()) ?? /^(\d{2})(\d{2})$/.exec(text.trim());
  const [hour, minute, second] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3] ?? 0)];
  if (!found || hour > 23 || minute > 59 || second > 59) return null;
  return [hour, minute, second].map((value) => String(value).padStart(2, '0')).join(':');
}

/** `90:00`, `1:30:00` or `45` (minutes), in seconds; null when it is no length of 5 s to 24 h. */
export function readLength(text: string): number | null {
  const found = /^(?:(\d{1,2}):)?(\d{1,4}):(\d{2})$/.exec(text.trim()) ?? /^()(\d{1,4})$/.exec(text.trim());
  if (!found) return null;
  const seconds = Number(found[1] || 0) * 3600 + Number(found[2]) * 60 + Number(found[3] ?? 0);
  return Number(found[3] ?? 0) > 59 || seconds < 5 || seconds > 86_400 ? null : seconds;
}

/** `mm:ss`, with more than 59 minutes where it is longer. */
export const lengthText = (seconds: number): string => `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
