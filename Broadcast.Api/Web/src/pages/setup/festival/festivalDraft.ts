import type { Festival } from '../../../api/festivals';
import type { FestivalDraft } from '../../../api/setup';

export const emptyFestival = (timeZone: string): FestivalDraft => ({ id: '', name: '', nameEn: '', theme: '', themeEn: '', timeZone, firstDay: '', lastDay: '', chapters: [] });

export const draftOf = (festival: Festival): FestivalDraft => ({
  id: festival.id,
  name: festival.name,
  nameEn: festival.nameEn,
  theme: festival.theme,
  themeEn: festival.themeEn,
  timeZone: festival.timeZone,
  firstDay: festival.firstDay ?? '',
  lastDay: festival.lastDay ?? '',
  chapters: festival.chapters.map(({ id, name, nameEn, text, textEn }) => ({ id, name, nameEn, text, textEn })),
});

/** The browser's zone first, then all others by name. */
export function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : ['Asia/Shanghai'];
  return [own, ...known.filter((zone) => zone !== own)];
}
