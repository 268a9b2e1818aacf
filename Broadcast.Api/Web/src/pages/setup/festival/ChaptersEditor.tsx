import type { FieldFault } from '../../../api/http';
import type { FestivalDraft } from '../../../api/setup';
import { moved } from '../../../forms/arranged';
import { useDragOrder } from '../../../forms/useDragOrder';
import { Field } from '../../../forms/Field';
import { toastUndo } from '../../../frame/Toasts';
import { newKey } from '../../../newKey';
import { useSetupText } from '../useSetupText';
import { OrderButtons } from '../OrderButtons';
import { slugOf } from '../slug';

type Chapter = FestivalDraft['chapters'][number];

interface ChaptersEditorProps {
  chapters: readonly Chapter[];
  change: (chapters: Chapter[]) => void;
  /** Those that were retired. */
  retired: readonly Chapter[];
  faults: readonly FieldFault[];
}

/** The chapters: added, renamed, put in order, retired. All is saved with the festival. */
export function ChaptersEditor({ chapters, change, retired, faults }: ChaptersEditorProps) {
  const { t, named } = useSetupText();
  const drag = useDragOrder((from, to) => change(moved(chapters, from, to)));
  const left = retired.filter((chapter) => !chapters.some((offered) => offered.id === chapter.id));
  const set = (index: number, part: Partial<Chapter>) => change(chapters.map((chapter, at) => (at === index ? { ...chapter, ...part } : chapter)));
  // A retired chapter keeps its id, and would come back under it.
  const add = () => change([...chapters, { id: `chapter-${newKey()}`, name: '', nameEn: '', text: '', textEn: '' }]);
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
          <li key={chapter.id} class={drag.isOver(index) ? 'over' : ''} data-testid="chapter" {...drag.row(index)}>
            <span class="slot-handle" aria-hidden="true" title={t.setup.drag} {...drag.handle(index)}>
              ⠿
            </span>
            {line(index, chapter, 'name', t.setup.fields.name)}
            {line(index, chapter, 'nameEn', t.setup.fields.nameEn)}
            {line(index, chapter, 'text', t.setup.fields.text)}
            {line(index, chapter, 'textEn', t.setup.fields.textEn)}
            <OrderButtons name={chapter.name || slugOf([chapter.nameEn], chapter.id)} index={index} count={chapters.length} move={(to) => change(moved(chapters, index, to))} />
            <button type="button" class="plain" data-testid="retire-chapter" aria-label={`${t.setup.retire}: ${chapter.name}`} onClick={() => retire(index)}>
              {t.setup.retire}
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="button quiet" onClick={add} data-testid="add-chapter">
        + {t.setup.addChapter}
      </button>
      {left.length > 0 && (
        <details>
          <summary class="setup-summary">{t.setup.retiredChapters(left.length)}</summary>
          <ul class="setup-rows">
            {left.map((chapter) => (
              <li key={chapter.id}>
                <div>
                  <strong>{named(chapter)}</strong>
                </div>
                <button
                  type="button"
                  class="button quiet"
                  aria-label={`${t.setup.restore}: ${named(chapter)}`}
                  onClick={() => change([...chapters, { id: chapter.id, name: chapter.name, nameEn: chapter.nameEn, text: chapter.text, textEn: chapter.textEn }])}
                  data-testid="restore-chapter"
                >
                  {t.setup.restore}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
}
