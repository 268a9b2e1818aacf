import { useState } from 'preact/hooks';
import { listAudit, type AuditEntry } from '../../../api/setup';
import { Failed, Loading } from '../../../frame/Notice';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { useTimeFormat } from '../../control/moderation/useTimeFormat';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';

/** Who changed what, when, and from what; the newest first. */
export function AuditSection({ session }: SectionProps) {
  const { t } = useSetupText();
  const [what, setWhat] = useState('');
  const [pages, setPages] = useState<(number | null)[]>([null]);
  const before = pages.at(-1) ?? null;
  const page = usePolled(`audit ${what} ${before ?? ''}`, () => listAudit(what, before, session.token));
  return (
    <Panel title={t.setup.sections.audit} text={t.setup.auditText}>
      <label>
        {t.setup.auditWhat}
        <select
          class="field"
          value={what}
          data-testid="audit-what"
          onChange={(event) => {
            setWhat(event.currentTarget.value);
            setPages([null]);
          }}
        >
          <option value="">{t.all}</option>
          {Object.keys(t.setup.auditKinds).map((kind) => (
            <option key={kind} value={kind}>
              {t.setup.auditKinds[kind]}
            </option>
          ))}
        </select>
      </label>
      {page.error !== null && !page.value && <Failed error={page.error} retry={page.reload} />}
      {page.error === null && !page.value && <Loading />}
      {page.value?.entries.length === 0 && <p class="setup-empty">{t.setup.auditEmpty}</p>}
      <ol class="audit" data-testid="audit">
        {page.value?.entries.map((entry) => (
          <Entry key={entry.entry} entry={entry} />
        ))}
      </ol>
      {(pages.length > 1 || page.value?.next) && (
        <nav class="setup-save" aria-label={t.setup.sections.audit}>
          <button type="button" class="button quiet" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
            {t.previousPage}
          </button>
          <button type="button" class="button quiet" disabled={!page.value?.next} onClick={() => page.value?.next && setPages([...pages, page.value.next])}>
            {t.nextPage}
          </button>
        </nav>
      )}
    </Panel>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useSetupText();
  const formatTime = useTimeFormat();
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  return (
    <li>
      <p>
        <time>{formatTime(Date.parse(entry.at))}</time> <strong>{entry.by.name}</strong> {t.setup.auditActions[entry.action] ?? entry.action} {t.setup.auditKinds[entry.what] ?? entry.what} <code>{entry.id}</code>
      </p>
      {fields.length > 0 && (
        <details>
          <summary>{t.setup.auditFields(fields.length)}</summary>
          <dl>
            {fields.map((field) => (
              <div key={field}>
                <dt>{(t.setup.fields as Record<string, string>)[field] ?? t.setup.auditFieldNames[field] ?? field}</dt>
                <dd>
                  {entry.before?.[field] !== undefined && <del>{shown(entry.before[field])}</del>} {entry.after?.[field] !== undefined && <ins>{shown(entry.after[field])}</ins>}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : value === null ? '–' : JSON.stringify(value));
