import type { FieldFault } from '../../../api/http';
import { moved, putBack } from '../../../forms/arranged';
import { useDragOrder } from '../../../forms/useDragOrder';
import { Field } from '../../../forms/Field';
import { toastUndo } from '../../../frame/Toasts';
import { newKey } from '../../../newKey';
import { useSetupText } from '../useSetupText';
import { OrderButtons } from '../OrderButtons';
import { slugOf } from '../slug';
import type { Chapter } from './chapterMerge';

interface ChaptersEditorProps {
  chapters: readonly Chapter[];
  /** Makes the next list of the newest one. */
  change: (next: (now: readonly Chapter[]) => Chapter[]) => void;
  /** Those that were retired. */
  retired: readonly Chapter[];
  faults: readonly FieldFault[];
}

/** The chapters: added, renamed, put in order, retired. All is saved with the festival. */
export function ChaptersEditor({ chapters, change, retired, faults }: ChaptersEditorProps) {
  const { t, named } = useSetupText();
  const drag = useDragOrder((from, to) => change((now) => moved(now, from, to)));
  const left = retired.filter((chapter) => !chapters.some((offered) => offered.id === chapter.id));
  const set = (index: number, part: Partial<Chapter>) => change((now) => now.map((chapter, at) => (at === index ? { ...chapter, ...part } : chapter)));
  // A retired chapter keeps its id, and would come back under it.
  const add = () => change((now) => [...now, { id: `chapter-${newKey()}`, name: '', nameEn: '', text: '', textEn: '' }]);
  const retire = (chapter: Chapter, index: number) => {
    change((now) => now.filter(({ id }) => id !== chapter.id));
    toastUndo(t.setup.chapterRetired(named(chapter)), () => change((now) => putBack(now, chapter, index)));
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
            <OrderButtons name={named(chapter) || slugOf([chapter.nameEn], chapter.id)} index={index} count={chapters.length} move={(to) => change((now) => moved(now, index, to))} />
            <button type="button" class="plain" data-testid="retire-chapter" aria-label={`${t.setup.retire}: ${named(chapter)}`} onClick={() => retire(chapter, index)}>
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
                  onClick={() => change((now) => [...now, { id: chapter.id, name: chapter.name, nameEn: chapter.nameEn, text: chapter.text, textEn: chapter.textEn }])}
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
