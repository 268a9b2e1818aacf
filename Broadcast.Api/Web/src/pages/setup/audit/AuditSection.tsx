import { useState } from 'preact/hooks';
import type { Festival } from '../../../api/festivals';
import { listAudit, type AuditEntry } from '../../../api/setup';
import { Failed, Loading } from '../../../frame/Notice';
import { usePolled } from '../../../frame/usePolled';
import { useSetupText } from '../useSetupText';
import { useTimeFormat } from '../../control/moderation/useTimeFormat';
import { Panel } from '../Panel';
import type { SectionProps } from '../section';
import { authorText, fieldText, ownerOf, valueText, type Worded, type Wording } from './wording';

/** Who changed what, when, and from what; the newest first. */
export function AuditSection({ session, festival }: SectionProps) {
  const { t, language, named } = useSetupText();
  const time = useTimeFormat();
  const [what, setWhat] = useState('');
  const [pages, setPages] = useState<(number | null)[]>([null]);
  const before = pages.at(-1) ?? null;
  const page = usePolled(`audit ${what} ${before ?? ''}`, () => listAudit(what, before, session.token));
  const names = namesIn(page.value?.entries ?? [], festival, named);
  const words: Wording = { t, language, time, nameOf: (kind, id) => names.get(`${kind} ${id}`) };
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
          <Entry key={entry.entry} entry={entry} words={words} />
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

function Entry({ entry, words }: { entry: AuditEntry; words: Wording }) {
  const { t, time } = words;
  const fields = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  const name = words.nameOf(ownerOf(entry.what), entry.id);
  return (
    <li>
      <p>
        <time>{time(Date.parse(entry.at))}</time>{' '}
        <strong>
          <Words worded={authorText(entry, words)} />
        </strong>{' '}
        {t.setup.auditActions[entry.action] ?? entry.action} {t.setup.auditKinds[entry.what] ?? entry.what} {name !== undefined && <Words worded={[name, false]} />} <code lang="">{entry.id}</code>
      </p>
      {fields.length > 0 && (
        <details>
          <summary>{t.setup.auditFields(fields.length)}</summary>
          <dl>
            {fields.map((field) => (
              <div key={field}>
                <dt>{entry.what === 'rundown' ? <Words worded={[slotTitle(entry, field), false]} /> : fieldText(field, words)}</dt>
                <dd>
                  {entry.before?.[field] !== undefined && (
                    <del>
                      <Words worded={valueText(field, entry.before[field], entry.before, words)} />
                    </del>
                  )}{' '}
                  {entry.after?.[field] !== undefined && (
                    <ins>
                      <Words worded={valueText(field, entry.after[field], entry.after, words)} />
                    </ins>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

/** What people have typed is in no known language. */
const Words = ({ worded: [text, isOurs] }: { worded: Worded }) => (isOurs ? <>{text}</> : <span lang="">{text}</span>);

const slotTitle = ({ before, after }: AuditEntry, slot: string): string => ((after?.[slot] ?? before?.[slot]) as { title?: string } | undefined)?.title || slot;

/** The names that the entries themselves have, of the newest change first, and those of the festival and its stages. */
function namesIn(entries: readonly AuditEntry[], festival: Festival | null, named: (thing: { name: string; nameEn: string }) => string): Map<string, string> {
  const names = new Map<string, string>();
  const add = (what: string, id: string, name: unknown) => typeof name === 'string' && name !== '' && !names.has(`${what} ${id}`) && names.set(`${what} ${id}`, name);
  if (festival) add('festival', festival.id, named(festival));
  festival?.stages.forEach((stage) => add('stage', stage.id, named(stage)));
  entries.forEach(({ what, id, before, after }) => add(what, id, after?.['name'] ?? before?.['name']));
  return names;
}
