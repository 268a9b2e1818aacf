import type { FestivalDraft } from '../../../api/setup';
import { wasMoved, woven } from '../../../forms/arranged';
import { chooseRow, chosenRow, mergeRows, type RowChange, type RowKind } from '../../../forms/mergeRows';

export type Chapter = FestivalDraft['chapters'][number];

const fields = ['name', 'nameEn', 'text', 'textEn'] as const;

type ChapterField = (typeof fields)[number];

/** The order of the chapters, as their ids. */
interface OrderChange {
  part: 'order';
  theirs: readonly string[];
  mine?: readonly string[];
}

/** What another person has done to a chapter, or to the order. */
export type ChapterChange = RowChange<Chapter, ChapterField> | OrderChange;

const kind: RowKind<Chapter, Chapter, ChapterField> = { fields, valueOf: (chapter, field) => chapter[field], edited: (chapter) => chapter };

const idsOf = (chapters: readonly Chapter[]): string[] => chapters.map(({ id }) => id);

const inOrder = (chapters: readonly Chapter[], ids: readonly string[]): Chapter[] => ids.flatMap((id) => chapters.filter((chapter) => chapter.id === id));

/** Joins the chapters of a form with what another person has saved since. Whose order has changed has it; where both have, it is the form's. */
export function mergeChapters(base: readonly Chapter[], mine: readonly Chapter[], theirs: readonly Chapter[]): { chapters: Chapter[]; changes: ChapterChange[] } {
  const { rows, changes } = mergeRows(kind, base, mine, theirs);
  const left = new Set(idsOf(rows));
  const [own, their] = [mine, theirs].map((chapters) => idsOf(chapters).filter((id) => left.has(id))) as [string[], string[]];
  const isTheirs = wasMoved(idsOf(base), idsOf(theirs));
  const isMine = wasMoved(idsOf(base), idsOf(mine));
  const chapters = inOrder(rows, isTheirs && !isMine ? woven(their, own) : woven(own, their));
  const order: OrderChange[] = isTheirs && wasMoved(own, their) ? [{ part: 'order', theirs: their, ...(isMine && { mine: own }) }] : [];
  return { chapters, changes: [...changes, ...order] };
}

/** Which side's value the form has. */
export const chosenChapter = (chapters: readonly Chapter[], change: ChapterChange): 'mine' | 'theirs' =>
  change.part !== 'order' ? chosenRow(kind, chapters, change) : wasMoved(change.theirs, idsOf(chapters)) ? 'mine' : 'theirs';

/** The chapters with the value of one side. */
export function chooseChapter(chapters: readonly Chapter[], change: ChapterChange, which: 'mine' | 'theirs'): Chapter[] {
  if (change.part !== 'order') return chooseRow(kind, chapters, change, which);
  return chosenChapter(chapters, change) === which ? [...chapters] : inOrder(chapters, woven(change[which] ?? [], idsOf(chapters)));
}
