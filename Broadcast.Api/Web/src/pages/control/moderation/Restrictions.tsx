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

/** The restrictions in a room, until when and why they hold, each with a button that lifts it. */
export function Restrictions({ room, restrictions, may, token, refresh }: RestrictionsProps) {
  const { t } = useText();
  const formatTime = useTimeFormat();
  if (restrictions.length === 0)
    return (
      <div class="order-empty">
        <strong>{t.restrictedEmpty}</strong>
        <p>{t.restrictedEmptyText}</p>
      </div>
    );
  const liftIt = ({ viewer, name }: Restriction) =>
    lift(room, viewer, token)
      .then(() => toastGood(t.lifted(name || viewer)), toastError)
      .finally(refresh);
  return (
    <ul class="restricted" data-testid="restricted">
      {restrictions.map((restriction) => (
        <li key={`${restriction.viewer} ${restriction.everywhere}`} data-testid="restriction" data-kind={restriction.kind}>
          <p>
            <span class="badge kind">{t.kinds[restriction.kind] ?? restriction.kind}</span> <strong>{restriction.name || restriction.viewer}</strong>
          </p>
          <p class="who">
            {restriction.everywhere && `${t.inAllRooms} · `}
            {restriction.until === null ? t.untilLifted : t.until(formatTime(restriction.until))} · {t.restrictedBy(restriction.by)}
            {restriction.reason && ` · ${restriction.reason}`}
          </p>
          {may.includes(restriction.kind) && (
            <button type="button" class="button quiet" onClick={() => liftIt(restriction)} data-testid="lift">
              {t.lift}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
