import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type FieldFault } from '../api/http';
import { toastError } from '../frame/Toasts';
import { sendMeeting, type Met } from './meeting';

const none: readonly FieldFault[] = [];

const controlOf = (form: HTMLFormElement | null, fault: FieldFault) => form?.querySelector<HTMLElement>(`[name="${CSS.escape(fault.field)}"]`);

/**
 * Sends a form once at a time. What is wrong with fields comes back as `faults`, and the first of these fields gets the focus; any other failure, and
 * what is wrong with a field that the form does not show, is a toast, unless `refused` shows it, or has it sent once more. What was typed stays.
 */
export function useSubmit(send: () => Promise<void>, refused?: (error: ApiError) => Met) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState(none);
  useEffect(() => {
    const first = faults[0];
    if (first) controlOf(form.current, first)?.focus();
  }, [faults]);

  const submit = async (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await sendMeeting(
        async () => {
          await send();
          setFaults(none);
        },
        (error) => {
          const fields = error instanceof ApiError ? error.fields : none;
          setFaults(fields);
          if (fields.length > 0 && fields.every((fault) => controlOf(form.current, fault))) return 'shown';
          return (error instanceof ApiError && refused?.(error)) || 'untold';
        },
      );
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return { form, busy, faults, submit };
}
