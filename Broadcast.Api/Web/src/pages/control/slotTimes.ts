import { fromLocalInput, toLocalInput } from '../../text/format';

/** The shortest and the longest slot, in seconds. */
const shortest = 5;
const longest = 86_400;

const two = (value: number) => String(value).padStart(2, '0');

/** Full-width colons come from Chinese keyboards. */
const plain = (text: string) => text.trim().replaceAll('：', ':');

/** `10:05:00`, of the festival's clock. */
export const formatClock = (at: number): string => toLocalInput(at).slice(11);

/** `2026-08-10`, the festival's day. */
export const formatDay = (at: number): string => toLocalInput(at).slice(0, 10);

/** Reads `HH:MM:SS` or `HH:MM` as a time (Unix ms) of the day of `at`, or with a day before it (`2026-08-11 10:05:00`) of that day; null for anything else. */
export function parseClock(text: string, at: number): number | null {
  const [, day, hours, minutes, seconds] = /^(?:(\d{4}-\d\d-\d\d)[ T]+)?(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(plain(text)) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
  const read = fromLocalInput(`${day ?? formatDay(at)}T${two(Number(hours))}:${minutes}:${seconds ?? '00'}`);
  return Number.isNaN(read) ? null : read;
}

/** `02:05`, `90:00`: minutes and seconds. */
export function formatLength(seconds: number): string {
  const whole = Math.round(seconds);
  return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

/** Reads `mm:ss` or `h:mm:ss` as seconds; null for anything else, and for what no slot may last. A number alone is refused: nobody knows its unit. */
export function parseLength(text: string): number | null {
  const [, hours, minutes, seconds] = /^(?:(\d{1,2}):(?=\d\d:))?(\d{1,4}):(\d\d)$/.exec(plain(text)) ?? [];
  if (minutes === undefined || Number(seconds) > 59 || (hours !== undefined && Number(minutes) > 59)) return null;
  const read = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  return read >= shortest && read <= longest ? read : null;
}
