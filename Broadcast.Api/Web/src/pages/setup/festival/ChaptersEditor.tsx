import type { FieldFault } from '../../../api/http';
import type { FestivalDraft } from '../../../api/setup';
import { Field } from '../../../forms/Field';
import { toastUndo } from '../../../frame/Toasts';
import { useSetupText } from '../useSetupText';
import { OrderButtons } from '../OrderButtons';
import { slugOf } from '../slug';
import { moved } from './festivalDraft';

type Chapter = FestivalDraft['chapters'][number];

interface ChaptersEditorProps {
  chapters: readonly Chapter[];
  change: (chapters: Chapter[]) => void;
  faults: readonly FieldFault[];
}

/** The chapters: added, renamed, put in order, retired. All is saved with the festival. */
export function ChaptersEditor({ chapters, change, faults }: ChaptersEditorProps) {
  const { t } = useSetupText();
  const set = (index: number, part: Partial<Chapter>) => change(chapters.map((chapter, at) => (at === index ? { ...chapter, ...part } : chapter)));
  // A retired chapter keeps its id, and would come back under it.
  const add = () => change([...chapters, { id: `chapter-${crypto.randomUUID().slice(0, 8)}`, name: '', nameEn: '', text: '', textEn: '' }]);
  const retire = (index: number) => {
    const before = [...chapters];
    change(chapters.filter((_, at) => at !== index));
    toastUndo(t.setup.chapterRetired(chapters[index]!.name), () => change(before));
  };
  const line = (index: number, chapter: Chapter, name: 'name' | 'nameEn' | 'text' | 'textEn', label: string) => (
    <Field name={`chapters[${index}].${name}`} label={label} faults={faults}>
      {(control) => (
        <input
          {...control}
          class="field"
          required={name === 'name'}
          maxLength={name === 'text' || name === 'textEn' ? 500 : 80}
          value={chapter[name]}
          onInput={(event) => set(index, { [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <fieldset class="setup-chapters">
      <legend>{t.chapters}</legend>
      <p class="form-hint">{t.setup.chaptersText}</p>
      <ol>
        {chapters.map((chapter, index) => (
          <li key={chapter.id}>
            {line(index, chapter, 'name', t.setup.fields.name)}
            {line(index, chapter, 'nameEn', t.setup.fields.nameEn)}
            {line(index, chapter, 'text', t.setup.fields.text)}
            {line(index, chapter, 'textEn', t.setup.fields.textEn)}
            <OrderButtons name={chapter.name || slugOf([chapter.nameEn], chapter.id)} index={index} count={chapters.length} move={(to) => change(moved(chapters, index, to))} />
            <button type="button" class="plain" aria-label={`${t.setup.retire}: ${chapter.name}`} onClick={() => retire(index)}>
              {t.setup.retire}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="button quiet" onClick={add} data-testid="add-chapter">
        + {t.setup.addChapter}
      </button>
    </fieldset>
  );
}
