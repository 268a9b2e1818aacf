import type { FieldFault } from '../../../api/http';
import type { StageDraft } from '../../../api/setup';
import { Field } from '../../../forms/Field';
import { useSetupText } from '../useSetupText';

interface StageFieldsProps {
  draft: StageDraft;
  set: (part: Partial<StageDraft>) => void;
  faults: readonly FieldFault[];
  /** Only the names: the rest can be said later. */
  short?: boolean;
}

/** The fields of a stage, in both languages. */
export function StageFields({ draft, set, faults, short = false }: StageFieldsProps) {
  const { t } = useSetupText();
  const line = (name: keyof StageDraft, most: number) => (
    <Field name={name} label={t.setup.fields[name]} hint={name === 'name' && short ? t.setup.stageHint : ''} faults={faults}>
      {(control) => <input {...control} class="field" required={name === 'name'} maxLength={most} value={draft[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} />}
    </Field>
  );
  return (
    <>
      <div class="setup-pair">
        {line('name', 80)}
        {line('nameEn', 80)}
      </div>
      {!short && (
        <>
          <div class="setup-pair">
            {line('place', 80)}
            {line('placeEn', 80)}
          </div>
          <div class="setup-pair">
            {line('shown', 300)}
            {line('shownEn', 300)}
          </div>
        </>
      )}
    </>
  );
}
