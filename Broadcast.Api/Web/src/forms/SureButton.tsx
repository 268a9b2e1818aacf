import { useState } from 'preact/hooks';

interface SureButtonProps {
  label: string;
  /** What it says when it asks. */
  sure: string;
  /** For screen readers, where the label does not say of what it is. */
  about?: string;
  act: () => void;
  testId?: string;
}

/** A button that asks once more, in its own place: pressed again it acts, left it is as it was. */
export function SureButton({ label, sure, about, act, testId }: SureButtonProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <button
      type="button"
      class="button quiet"
      aria-label={about && (isAsked ? `${about}: ${sure}` : about)}
      onClick={() => (isAsked ? (setAsked(false), act()) : setAsked(true))}
      onBlur={() => setAsked(false)}
      data-testid={testId}
    >
      {isAsked ? sure : label}
    </button>
  );
}
