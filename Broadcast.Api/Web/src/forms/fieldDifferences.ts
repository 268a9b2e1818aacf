import type { Difference } from './Conflict';
import { same, type TheirChange } from './merge';

/** A form, from `useDraft`, with what another person has saved in its fields. */
export interface FormWithChanges<Draft extends object> {
  draft: Draft;
  changes: readonly TheirChange<Draft>[];
  set: (part: Partial<Draft>) => void;
}

/**
 * What another person has saved in the fields of a form.
 * @param show how a field's value is read
 */
export function fieldDifferences<Draft extends object>(
  { draft, changes, set }: FormWithChanges<Draft>,
  label: (field: keyof Draft & string) => string,
  show: (value: unknown, field: keyof Draft & string) => string = (value) => String(value ?? ''),
): Difference[] {
  return changes.map(({ field, theirs, mine }) => {
    const put = (value: unknown) => set({ [field]: value } as Partial<Draft>);
    const taken = same(draft[field], theirs);
    return {
      key: field,
      label: label(field),
      theirs: show(theirs, field),
      mine: mine === undefined ? undefined : show(mine, field),
      chosen: taken ? ('theirs' as const) : ('mine' as const),
      // What was typed since is not replaced by what was typed before.
      choose: (which: 'mine' | 'theirs') => (which === 'theirs' ? put(theirs) : taken && put(mine)),
    };
  });
}
