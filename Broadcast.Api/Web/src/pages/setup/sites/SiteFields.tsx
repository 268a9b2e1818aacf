import type { FieldFault } from '../../../api/http';
import type { SiteDraft } from '../../../api/sites';
import { Field } from '../../../forms/Field';
import { useSetupText } from '../useSetupText';

const fields = ['name', 'village', 'county', 'province'] as const;

interface SiteFieldsProps {
  draft: SiteDraft;
  set: (part: Partial<SiteDraft>) => void;
  faults: readonly FieldFault[];
}

/** How a site is called, and where it is. */
export function SiteFields({ draft, set, faults }: SiteFieldsProps) {
  const { t } = useSetupText();
  return (
    <div class="setup-pair">
      {fields.map((name) => (
        <Field key={name} name={name} label={t.setup.sites.fields[name]} faults={faults}>
          {(control) => <input {...control} class="field" required maxLength={80} value={draft[name]} onInput={({ currentTarget: { value } }) => set({ [name]: value })} />}
        </Field>
      ))}
    </div>
  );
}
