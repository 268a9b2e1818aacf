import type { FieldFault } from '../api/http';
import { Field } from './Field';

interface TextFieldProps {
  name: string;
  label: string;
  value: string;
  set: (value: string) => void;
  faults: readonly FieldFault[];
  hint?: string;
  type?: 'text' | 'email' | 'password';
  /** What password stores fill in. */
  autocomplete?: string;
  testid?: string;
}

/** A field of one line. */
export function TextField({ name, label, value, set, faults, hint, type = 'text', autocomplete = 'off', testid }: TextFieldProps) {
  return (
    <Field name={name} label={label} faults={faults} {...(hint !== undefined && { hint })}>
      {(control) => {
        const shared = {
          ...control,
          class: 'field',
          value,
          required: true,
          autocomplete,
          onInput: (event: { currentTarget: HTMLInputElement }) => set(event.currentTarget.value),
          'data-testid': testid,
        };
        if (type === 'password') return <input {...shared} type="password" />;
        return type === 'email' ? <input {...shared} type="email" /> : <input {...shared} type="text" />;
      }}
    </Field>
  );
}
