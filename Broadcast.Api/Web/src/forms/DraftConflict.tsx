import { Conflict } from './Conflict';
import { fieldDifferences, type FormWithChanges } from './fieldDifferences';

interface DraftConflictProps<Draft extends object> {
  form: FormWithChanges<Draft>;
  label: (field: keyof Draft & string) => string;
  /** How a field's value is read. */
  show?: (value: unknown, field: keyof Draft & string) => string;
  note?: string | undefined;
}

/** What another person has saved in the fields of a form; nothing where nobody has. */
export function DraftConflict<Draft extends object>({ form, label, show, note }: DraftConflictProps<Draft>) {
  if (form.changes.length === 0 && note === undefined) return null;
  return <Conflict key={form.changes.map(({ field }) => field).join()} differences={fieldDifferences(form, label, show)} {...(note !== undefined && { note })} />;
}
