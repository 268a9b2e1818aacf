import { lift, type Restriction } from '../../../api/moderation';
import { toastError, toastGood } from '../../../frame/Toasts';
import { useText } from '../../../text/useText';
import { useMoment } from './useMoment';

interface RestrictionsProps {
  room: string;
  restrictions: readonly Restriction[];
  may: readonly string[];
  token: string;
  refresh: () => void;
}

/** What holds against people in this room, until when and why, and the way out of it. */
export function Restrictions({ room, restrictions, may, token, refresh }: RestrictionsProps) {
  const { t } = useText();
  const moment = useMoment();
  if (restrictions.length === 0)
    return (
      <div class="order-empty">
        <strong>{t.restrictedEmpty}</strong>
        <p>{t.restrictedEmptyText}</p>
      </div>
    );
  const free = ({ viewer, name }: Restriction) =>
    lift(room, viewer, token)
      .then(() => toastGood(t.lifted(name || viewer)), toastError)
      .finally(refresh);
  return (
    <ul class="restricted" data-testid="restricted">
      {restrictions.map((restriction) => (
        <li key={restriction.viewer} data-testid="restriction" data-kind={restriction.kind}>
          <p>
            <span class="badge kind">{t.kinds[restriction.kind] ?? restriction.kind}</span> <strong>{restriction.name || restriction.viewer}</strong>
          </p>
          <p class="who">
            {restriction.until === null ? t.untilLifted : t.until(moment(restriction.until))} · {t.byWhom(restriction.by)}
            {restriction.reason && ` · ${restriction.reason}`}
          </p>
          {may.includes(restriction.kind) && (
            <button type="button" class="button quiet" onClick={() => free(restriction)} data-testid="lift">
              {t.lift}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
