import { Conflict } from './Conflict';
import { same, type TheirChange } from './merge';

interface DraftConflictProps<Draft extends object> {
  /** The form's, from `useDraft`. */
  form: { draft: Draft; changes: readonly TheirChange<Draft>[]; set: (part: Partial<Draft>) => void };
  label: (field: keyof Draft & string) => string;
  /** How a field's value is read. */
  show?: (value: unknown, field: keyof Draft & string) => string;
  note?: string | undefined;
}

const plain = (value: unknown): string =>
  Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'object' && item ? String((item as { name?: unknown }).name ?? '') : String(item))).join(', ') : String(value ?? '');

/** What another person has saved in the fields of a form; nothing where nobody has. */
export function DraftConflict<Draft extends object>({ form: { draft, changes, set }, label, show = plain, note }: DraftConflictProps<Draft>) {
  if (changes.length === 0 && note === undefined) return null;
  const differences = changes.map(({ field, theirs, mine }) => {
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
  return <Conflict key={changes.map(({ field }) => field).join()} differences={differences} {...(note !== undefined && { note })} />;
}
