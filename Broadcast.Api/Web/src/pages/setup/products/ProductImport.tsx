import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import { importProducts, type ImportReport } from '../../../api/products';
import { FaultTable } from '../../../forms/FaultTable';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';

/** Products from a file: it is tried, what it would do is shown, and only then it is done. */
export function ProductImport({ token, close, done }: { token: string; close: () => void; done: () => void }) {
  const { t } = useText();
  const texts = t.setupProducts;
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [refusal, setRefusal] = useState('');
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => void (report && result.current?.focus()), [report]);

  const send = async (chosen: File, isTry: boolean) => {
    setBusy(true);
    setRefusal('');
    try {
      const answer = await importProducts(chosen, isTry, token);
      if (isTry) setReport(answer);
      else {
        toastGood(texts.imported(answer.made, answer.changed));
        done();
        close();
      }
    } catch (error) {
      const told = error instanceof ApiError ? (error.problem['report'] as ImportReport | undefined) : undefined;
      setReport(told ?? null);
      if (error instanceof ApiError && error.code === 'product.import_stopped') done();
      if (error instanceof ApiError && error.code === 'product.import') setRefusal(error.message);
      else toastError(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen ?? null);
    setReport(null);
    if (chosen) void send(chosen, true);
  };
  const canApply = report !== null && report.faultCount === 0 && report.made + report.changed > 0;
  return (
    <div class="setup-import" role="group" aria-label={texts.import} data-testid="product-import">
      <label>
        {texts.file}
        <input
          ref={input}
          class="field"
          type="file"
          accept=".csv,text/csv"
          // A file that was corrected has the same name.
          onClick={(event) => (event.currentTarget.value = '')}
          onChange={(event) => choose(event.currentTarget.files?.[0])}
          data-testid="import-file"
        />
      </label>
      <p class="form-hint">{texts.importHint}</p>
      {refusal && !report && (
        <p class="form-fault" role="alert">
          {refusal}
        </p>
      )}
      {report && (
        <div ref={result} tabIndex={-1} role="status" data-testid="import-report">
          <p>
            <strong>{texts.report(report.lines, report.made, report.changed, report.unchanged)}</strong> {report.encoding !== 'utf-8' && texts.readAs(report.encoding.toUpperCase())}
          </p>
          {report.faultCount > 0 ? (
            <>
              <p class="form-fault">{report.done > 0 ? texts.importStopped(report.done, report.faults[0]?.line ?? 0) : texts.importFaults(report.faultCount)}</p>
              <FaultTable faults={report.faults} />
            </>
          ) : (
            <ul class="setup-import-changes">
              {report.changes.map((change) => (
                <li key={change.line}>
                  <span class="badge">{texts.what[change.what]}</span> {change.name} <span class="who">{change.sku}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div class="setup-product-buttons">
        <button type="button" class="button" disabled={busy || !canApply} onClick={() => file && void send(file, false)} data-testid="apply-import">
          {texts.apply}
        </button>
        <button type="button" class="button quiet" onClick={close}>
          {t.cancel}
        </button>
      </div>
    </div>
  );
}
