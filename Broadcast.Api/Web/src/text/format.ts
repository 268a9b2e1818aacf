import { digitsOf } from './currency';
import type { Language } from './language';
import { dayOf, instantOf, timeOf } from './zone';

/** The festival's zone, in which all times are shown and typed. */
let zone = 'Asia/Shanghai';

/** To be called as soon as the festival is known. */
export const setZone = (name: string): void => {
  zone = name;
};

const locales: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** `15:00`, in the festival's zone. */
export const clockTime = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** `15:00:05`, in the festival's zone. */
export const clockSeconds = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);

export const day = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: zone, month: 'long', day: 'numeric', weekday: 'short' }).format(at);

/** `1:05`, or `2:00:05` past an hour; rounds up, so that 0:00 means over. */
export function countdown(duration: number): string {
  const seconds = Math.max(0, Math.ceil(duration / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** `75 s`: for countdowns that do not change their unit. */
export const seconds = (count: number, language: Language): string => `${count}${language === 'zh' ? ' 秒' : ' s'}`;

/** `45 s`, `12 min`, `1 h 05 min`. */
export function span(seconds: number, language: Language): string {
  const unit = language === 'zh' ? { s: ' 秒', min: ' 分钟', h: ' 小时' } : { s: ' s', min: ' min', h: ' h' };
  if (seconds < 60) return `${seconds}${unit.s}`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}${unit.min}` : `${Math.floor(minutes / 60)}${unit.h} ${String(minutes % 60).padStart(2, '0')}${unit.min}`;
}

/** `90 s`, `10 min`, `7 days`: the exact length, in the largest unit that fits. */
export function length(seconds: number, language: Language): string {
  const units = [
    [86_400, '天', 'day'],
    [3_600, '小时', 'h'],
    [60, '分钟', 'min'],
    [1, '秒', 's'],
  ] as const;
  const [unit, chinese, english] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? units[3];
  const count = seconds / unit;
  if (language === 'zh') return `${count} ${chinese}`;
  return `${count} ${english}${english === 'day' && count > 1 ? 's' : ''}`;
}

/** A price in the currency's smallest unit. */
export function money(price: number, currency: string, language: Language): string {
  const digits = digitsOf(currency);
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    price / 10 ** digits,
  );
}

/** `12k`, `1.2万`. */
export const short = (count: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { notation: 'compact', maximumFractionDigits: 1 }).format(count);

/** The festival's wall clock as a value of `<input type="datetime-local">`. */
export const toLocalInput = (at: number): string => `${dayOf(at, zone)}T${timeOf(at, zone)}`;

/** The instant of such a value; NaN when it is none. */
export function fromLocalInput(value: string): number {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(?::\d{2})?)$/.exec(value) ?? [];
  return day && time ? instantOf(day, time.length === 5 ? `${time}:00` : time, zone) : NaN;
}
