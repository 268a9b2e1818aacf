import { useState } from 'preact/hooks';
import { ApiError } from '../../../api/http';
import type { ModerationRecord } from '../../../api/moderation';
import { useText } from '../../../text/useText';
import { useModeText } from './useModeText';
import { useRecords } from './useRecords';
import { useTimeFormat } from './useTimeFormat';

interface AuditTrailProps {
  room: string;
  token: string;
  nameOf: (room: string) => string;
}

interface Person {
  id: string;
  name: string;
}

const actions = ['remove', 'timeout', 'ban', 'shadow', 'lift', 'mode', 'approve', 'reject', 'words'];

/** What moderators did. Tapping a name shows only that person's records. */
export function AuditTrail({ room, token, nameOf }: AuditTrailProps) {
  const { t, explain } = useText();
  const [everywhere, setEverywhere] = useState(false);
  const [action, setAction] = useState('');
  const [by, setBy] = useState<Person | null>(null);
  const [viewer, setViewer] = useState<Person | null>(null);
  const { records, error, more } = useRecords({ room: everywhere ? '' : room, action, by: by?.id ?? '', viewer: viewer?.id ?? '' }, token);

  const narrowed = (person: Person | null, clear: () => void) =>
    person && (
      <button type="button" class="button quiet narrowed" onClick={clear} aria-label={`${t.remove}: ${person.name}`}>
        {person.name} ×
      </button>
    );
  return (
    <div class="trail" data-testid="trail">
      <div class="trail-tools">
        <label>
          {t.recordAction}
          <select class="field" value={action} onChange={(event) => setAction(event.currentTarget.value)}>
            <option value="">{t.all}</option>
            {actions.map((known) => (
              <option key={known} value={known}>
                {t.records[known]}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={everywhere} onChange={(event) => setEverywhere(event.currentTarget.checked)} /> {t.allRooms}
        </label>
        {narrowed(by, () => setBy(null))}
        {narrowed(viewer, () => setViewer(null))}
      </div>
      {records === null && error === null && <p role="status">{t.loading}</p>}
      {records === null && error !== null && (
        <p class="order-empty" role="alert">
          {error instanceof ApiError && error.status === 404 ? t.recordsNone : explain(error)}
        </p>
      )}
      {records?.length === 0 && <p class="order-empty">{t.recordsEmpty}</p>}
      <ol>
        {records?.map((record) => (
          <Record key={record.id} record={record} room={everywhere && record.room ? nameOf(record.room) : null} by={setBy} viewer={setViewer} />
        ))}
      </ol>
      {more && (
        <button type="button" class="button quiet" onClick={more} data-testid="trail-more">
          {t.more}
        </button>
      )}
    </div>
  );
}

interface RecordProps {
  record: ModerationRecord;
  /** Null where all records are of one room, or this one is of none. */
  room: string | null;
  by: (person: Person) => void;
  viewer: (person: Person) => void;
}

function Record({ record, room, by, viewer }: RecordProps) {
  const { t } = useText();
  const formatTime = useTimeFormat();
  const modeText = useModeText();
  const person = (id: string, name: string, choose: (person: Person) => void) => (
    <button type="button" class="plain name" onClick={() => choose({ id, name })}>
      {name}
    </button>
  );
  const details = [record.until && t.until(formatTime(Date.parse(record.until))), record.everywhere && t.inAllRooms, record.reason].filter(Boolean);
  return (
    <li data-testid="record" data-action={record.action}>
      <p>
        <time>{formatTime(Date.parse(record.at))}</time>
        {room && <span>{room}</span>}
        {person(record.by, record.byName, by)}
        <span class="badge kind">{t.records[record.action] ?? record.action}</span>
        {record.viewer && person(record.viewer, record.viewerName || record.viewer, viewer)}
      </p>
      {record.text && <p class="trail-text">{record.action === 'mode' ? modeText(record.text) : record.text}</p>}
      {details.length > 0 && <p class="who">{details.join(' · ')}</p>}
    </li>
  );
}
