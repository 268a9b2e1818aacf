import { useText } from '../text/useText';
import { faultText } from './faultText';
import './forms.css';

interface LineFault {
  line: number;
  /** Empty for the whole line. */
  field: string;
  message: string;
  /** The kind of fault, where the server names it: it is then told in the page's language. */
  fault?: string;
  least?: number | null;
  most?: number | null;
}

/** What is wrong with the lines of a file, or of a long text. */
export function FaultTable({ faults }: { faults: readonly LineFault[] }) {
  const { t } = useText();
  if (faults.length === 0) return null;
  const hasColumns = faults.some((fault) => fault.field !== '');
  return (
    <div class="fault-table" role="region" aria-label={t.faults.what} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.faults.line}</th>
            {hasColumns && <th scope="col">{t.faults.column}</th>}
            <th scope="col">{t.faults.what}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map((fault, i) => (
            <tr key={i}>
              <td class="number">{fault.line}</td>
              {hasColumns && <td>{fault.field}</td>}
              <td>{fault.fault ? faultText(t, { ...fault, fault: fault.fault }) : fault.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
