import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import { wasMade } from '../../../api/once';
import { uploadSites, type RowFault } from '../../../api/sites';
import { FaultTable } from '../../../forms/FaultTable';
import { toastError } from '../../../frame/Toasts';
import { saveText } from '../saveText';
import { useSetupText } from '../useSetupText';

type Outcome = { keys: string } | { faults: readonly RowFault[]; count: number; message: string };

/** Many sites from a file, all or none; with what is wrong line by line, or the file of their keys, which is shown once. */
export function SiteUpload({ token, reload }: { token: string; reload: () => void }) {
  const { t } = useSetupText();
  const texts = t.setup.sites;
  const [file, setFile] = useState<File | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => void (outcome && result.current?.focus()), [outcome]);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!file || busy) return;
    setBusy(true);
    setOutcome(null);
    try {
      setOutcome({ keys: await uploadSites(file, token) });
      setFile(null);
      reload();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'site.upload') {
        const faults = (error.problem['rows'] as RowFault[] | undefined) ?? [];
        setOutcome({ faults, count: (error.problem['faultCount'] as number | undefined) ?? 1, message: error.message });
      } else if (wasMade(error)) {
        setOutcome({ faults: [], count: 0, message: texts.uploadUnseen });
        setFile(null);
        reload();
      } else toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <details>
      <summary class="setup-summary" data-testid="upload-sites">
        {texts.upload}
      </summary>
      <form class="setup-form" onSubmit={(event) => void send(event)}>
        <label>
          {texts.file}
          <input
            class="field"
            type="file"
            accept=".csv,text/csv"
            // A file that was corrected has the same name.
            onClick={(event) => (event.currentTarget.value = '')}
            onChange={(event) => (setFile(event.currentTarget.files?.[0] ?? null), setOutcome(null))}
            data-testid="sites-file"
          />
        </label>
        <p class="form-hint">{texts.uploadHint}</p>
        <div class="setup-save">
          <button type="submit" class="button" disabled={busy || !file} data-testid="send-sites">
            {busy ? texts.sending : texts.send}
          </button>
        </div>
      </form>
      {outcome && (
        <div ref={result} tabIndex={-1} role="status" class="setup-report" data-testid="sites-report">
          {'keys' in outcome ? (
            <section class="key-panel" aria-label={texts.key}>
              <p>
                <strong>{texts.added(outcome.keys.trim().split('\r\n').length - 1)}</strong> {texts.keysFile}
              </p>
              <button type="button" class="button" onClick={() => saveText(outcome.keys, 'device-keys.csv')} data-testid="save-keys">
                {texts.saveKeys}
              </button>
            </section>
          ) : (
            <>
              <p class="form-fault">{outcome.faults.length > 0 ? texts.nothingAdded(outcome.count) : outcome.message}</p>
              <FaultTable faults={outcome.faults.map(({ row, ...fault }) => ({ line: row, ...fault }))} />
            </>
          )}
        </div>
      )}
    </details>
  );
}
