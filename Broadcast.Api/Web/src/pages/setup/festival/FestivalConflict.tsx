import type { FestivalDraft } from '../../../api/setup';
import { Conflict } from '../../../forms/Conflict';
import { fieldDifferences } from '../../../forms/fieldDifferences';
import { useSetupText } from '../useSetupText';
import { chooseChapter, chosenChapter, type Chapter, type ChapterChange } from './chapterMerge';
import { ofChapters, ofFields, type FestivalChange } from './festivalDraft';

interface FestivalConflictProps {
  draft: FestivalDraft;
  changes: readonly FestivalChange[];
  set: (part: Partial<FestivalDraft>) => void;
}

/** What another person has saved of the festival meanwhile: field by field, and of the chapters one by one. */
export function FestivalConflict({ draft, changes, set }: FestivalConflictProps) {
  const { t, named, either } = useSetupText();
  if (changes.length === 0) return null;
  const { chapters } = draft;
  const keyOf = (change: ChapterChange): string => (change.part === 'order' ? 'chapters-order' : `${change.id}-${change.part}`);
  const labelOf = (change: ChapterChange): string => {
    if (change.part === 'order') return `${t.chapters} · ${t.forms.order}`;
    const name = named(change.row) || t.chapters;
    return change.part === 'whole' ? name : `${name} · ${t.setup.fields[change.part]}`;
  };
  const show = (part: ChapterChange['part'], value: unknown): string => {
    if (part === 'order') return (value as string[]).flatMap((id) => chapters.filter((chapter) => chapter.id === id)).map(named).join(', ');
    if (part !== 'whole') return String(value ?? '');
    if (value === null) return t.forms.removed;
    const chapter = value as Chapter;
    return [named(chapter), either(chapter.text, chapter.textEn)].filter(Boolean).join(' · ');
  };
  const ofEach = ofChapters(changes).map((change) => ({
    key: keyOf(change),
    label: labelOf(change),
    theirs: show(change.part, change.theirs),
    mine: change.mine === undefined ? undefined : show(change.part, change.mine),
    chosen: chosenChapter(chapters, change),
    choose: (which: 'mine' | 'theirs') => set({ chapters: chooseChapter(chapters, change, which) }),
  }));
  const differences = [...fieldDifferences<FestivalDraft>({ draft, changes: ofFields(changes), set }, (field) => t.setup.fields[field]), ...ofEach];
  return <Conflict key={differences.map(({ key }) => key).join()} differences={differences} />;
}
