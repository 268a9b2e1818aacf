import { useState } from 'preact/hooks';

interface TimeFieldProps {
  label: string;
  /** The value as it is written when nobody is writing. */
  text: string;
  /** Reads what was written; null for what it is not. */
  read: (text: string) => number | null;
  change: (value: number) => void;
  /** Said beside a field that cannot be read. */
  hint: string;
  /** Told whether the field can be read. */
  valid: (isValid: boolean) => void;
  name: string;
}

/** A time or a length, written as text. What cannot be read stays as it was written, and says so. */
export function TimeField({ label, text, read, change, hint, valid, name }: TimeFieldProps) {
  const [written, setWritten] = useState<string | null>(null);
  const wrong = written !== null && read(written) === null;
  const commit = (value: string) => {
    const known = read(value);
    valid(known !== null);
    setWritten(known === null ? value : null);
    if (known !== null && value !== text) change(known);
  };
  return (
    <span class={wrong ? 'time-field wrong' : 'time-field'}>
      <input
        class="field number"
        inputMode="text"
        autocomplete="off"
        size={8}
        value={written ?? text}
        aria-label={label}
        aria-invalid={wrong}
        title={wrong ? hint : label}
        onInput={(event) => setWritten(event.currentTarget.value)}
        onBlur={(event) => commit(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
        data-testid={name}
      />
      {wrong && <em role="alert">{hint}</em>}
    </span>
  );
}
