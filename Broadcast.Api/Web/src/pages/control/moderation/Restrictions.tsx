import { lift, type Restriction } from '../../../api/moderation';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { useTimeFormat } from './useTimeFormat';

interface RestrictionsProps {
  room: string;
  restrictions: readonly Restriction[];
  may: readonly string[];
  token: string;
  refresh: () => void;
}

/** The people who are restricted in a room: by what, until when and why, each with one button that lifts all of it. */
export function Restrictions({ room, restrictions, may, token, refresh }: RestrictionsProps) {
  const { t } = useText();
  if (restrictions.length === 0)
    return (
      <div class="order-empty">
        <strong>{t.restrictedEmpty}</strong>
        <p>{t.restrictedEmptyText}</p>
      </div>
    );
  const liftAll = (viewer: string, name: string) =>
    lift(room, viewer, token)
      .then(() => toastGood(t.lifted(name || viewer)), toastError)
      .finally(refresh);
  return (
    <ul class="restricted" data-testid="restricted">
      {byPerson(restrictions).map(([viewer, held]) => (
        <li key={viewer} data-testid="restriction" data-kind={held[0]?.kind}>
          {held.map((restriction) => (
            <Held key={String(restriction.everywhere)} restriction={restriction} />
          ))}
          {held.every((restriction) => may.includes(restriction.kind)) && (
            <button type="button" class="button quiet" onClick={() => liftAll(viewer, held[0]?.name ?? '')} data-testid="lift">
              {t.lift}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Held({ restriction }: { restriction: Restriction }) {
  const { t } = useText();
  const formatTime = useTimeFormat();
  return (
    <>
      <p>
        <span class="badge kind">{t.kinds[restriction.kind] ?? restriction.kind}</span> <strong>{restriction.name || restriction.viewer}</strong>
      </p>
      <p class="who">
        {restriction.everywhere && `${t.inAllRooms} · `}
        {restriction.until === null ? t.untilLifted : t.until(formatTime(restriction.until))} · {t.restrictedBy(restriction.by)}
        {restriction.reason && ` · ${restriction.reason}`}
      </p>
    </>
  );
}

/** In the order of the first restriction of each; a person may have one for the room and one for all rooms. */
function byPerson(restrictions: readonly Restriction[]): [string, Restriction[]][] {
  const people = new Map<string, Restriction[]>();
  for (const restriction of restrictions) people.set(restriction.viewer, [...(people.get(restriction.viewer) ?? []), restriction]);
  return [...people];
}
