import type { Festival } from '../../../api/festivals';
import type { FestivalDraft } from '../../../api/setup';
import type { Joined } from '../../../forms/began';
import { merge, type TheirChange } from '../../../forms/merge';
import { mergeChapters, type ChapterChange } from './chapterMerge';

/** What another person has changed of the festival: a field, a chapter, or the order of the chapters. */
export type FestivalChange = TheirChange<FestivalDraft> | ChapterChange;

export const ofFields = (changes: readonly FestivalChange[]) => changes.filter((change): change is TheirChange<FestivalDraft> => 'field' in change);
export const ofChapters = (changes: readonly FestivalChange[]) => changes.filter((change): change is ChapterChange => !('field' in change));

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

/** Joins what was typed with what another person has saved since: field by field, the chapters each by itself. */
export function joined(base: FestivalDraft, mine: FestivalDraft, theirs: FestivalDraft): Joined<FestivalDraft, FestivalChange> {
  const { chapters, changes } = mergeChapters(base.chapters, mine.chapters, theirs.chapters);
  const rest = merge<FestivalDraft>({ ...base, chapters: [] }, { ...mine, chapters: [] }, { ...theirs, chapters: [] });
  return { draft: { ...rest.draft, chapters }, changes: [...rest.changes, ...changes] };
}

/** The browser's zone first, then all others by name. */
export function zones(): string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : ['Asia/Shanghai'];
  return [own, ...known.filter((zone) => zone !== own)];
}
