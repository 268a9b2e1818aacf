import { useLayoutEffect, useRef } from 'preact/hooks';
import './confirm.css';

interface ConfirmProps {
  title: string;
  text: string;
  /** What the safe button says; it has the focus first. */
  no: string;
  yes: string;
  /** Called once: true for `yes`. The caller then removes the dialog. */
  answer: (yes: boolean) => void;
}

/** Asks before something that cannot be undone. Keeps the focus while it is open, and gives it back to what opened it. */
export function Confirm({ title, text, no, yes, answer }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const opener = useRef(document.activeElement as HTMLElement | null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    safe.current?.focus();
    return () => {
      // What is below cannot take the focus while the dialog is open.
      shown?.close();
      if (opener.current?.isConnected) opener.current.focus();
    };
  }, []);

  const keys = (event: KeyboardEvent) => {
    // The page below takes keys too, such as digits that cut.
    event.stopPropagation();
    if (event.key !== 'Tab') return;
    event.preventDefault();
    const buttons = [...(dialog.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons.at((at + (event.shiftKey ? -1 : 1)) % buttons.length)?.focus();
  };
  return (
    <dialog
      class="confirm"
      ref={dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onKeyDown={keys}
      onCancel={(event) => {
        event.preventDefault();
        answer(false);
      }}
      data-testid="confirm"
    >
      <h2 id="confirm-title">{title}</h2>
      <p id="confirm-text">{text}</p>
      <div class="confirm-acts">
        <button type="button" class="button" ref={safe} onClick={() => answer(false)} data-testid="confirm-no">
          {no}
        </button>
        <button type="button" class="button quiet" onClick={() => answer(true)} data-testid="confirm-yes">
          {yes}
        </button>
      </div>
    </dialog>
  );
}
