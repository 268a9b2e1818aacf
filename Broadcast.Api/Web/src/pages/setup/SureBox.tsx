import { KeptFocus } from '../../frame/KeptFocus';

interface SureBoxProps {
  /** The box's; what opened it names it in `data-back-from`, where it is not there while the box is. */
  name: string;
  /** What comes of it, where the button does not say all. */
  text?: string;
  yes: string;
  no: string;
  busy?: boolean;
  act: () => void;
  close: () => void;
  testId: string;
}

/** Asks once more, with what comes of it. */
export function SureBox({ name, text, yes, no, busy = false, act, close, testId }: SureBoxProps) {
  return (
    <KeptFocus name={name}>
      <div class="setup-sure">
        {text && <p>{text}</p>}
        <button type="button" class="button" disabled={busy} onClick={act} data-testid={testId}>
          {yes}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {no}
        </button>
      </div>
    </KeptFocus>
  );
}
