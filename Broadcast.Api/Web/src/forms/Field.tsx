import type { VNode } from 'preact';
import { useId } from 'preact/hooks';
import type { FieldFault } from '../api/http';
import { useText } from '../text/useText';
import { faultText } from './faultText';
import './forms.css';

/** What the control of a field must have, so that its label, hint and faults are read with it. */
export interface Control {
  id: string;
  name: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean;
}

interface FieldProps {
  /** The field's place in the request's body, such as `name` or `chapters[1].nameEn`. */
  name: string;
  label: string;
  hint?: string;
  /** Those of the whole form. */
  faults: readonly FieldFault[];
  children: (control: Control) => VNode;
}

/** A control with its label, its hint, and what the server found wrong with it. */
export function Field({ name, label, hint, faults, children }: FieldProps) {
  const { t } = useText();
  const id = useId();
  const own = faults.filter((fault) => fault.field === name);
  const described = [hint ? `${id}-hint` : '', own.length > 0 ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class={own.length > 0 ? 'form-field faulty' : 'form-field'}>
      <label for={id}>{label}</label>
      {children({ id, name, 'aria-describedby': described || undefined, 'aria-invalid': own.length > 0 })}
      {hint && (
        <p class="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {own.length > 0 && (
        <p class="form-fault" id={`${id}-fault`}>
          {own.map((fault) => faultText(t, fault)).join(' ')}
        </p>
      )}
    </div>
  );
}
