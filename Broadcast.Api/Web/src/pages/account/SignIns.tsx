import { endOtherSignIns, endOwnSignIn, listSignIns } from '../../api/people';
import { toastError, toastGood } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';
import { useTimeFormat } from '../control/moderation/useTimeFormat';

/** Where the account is signed in. */
export function SignIns({ token }: { token: string }) {
  const { t } = useText();
  const format = useTimeFormat();
  const known = usePolled(`sign-ins ${token}`, () => listSignIns(token));
  const run = (call: Promise<void>) =>
    void call.then(() => {
      toastGood(t.people.ended);
      known.reload();
    }, toastError);
  const list = known.value ?? [];
  return (
    <section class="card" aria-labelledby="sign-ins" data-testid="sign-ins">
      <h2 id="sign-ins">{t.people.signInsTitle}</h2>
      <p>{t.people.signInsText}</p>
      {known.error !== null && <p role="alert">{t.failed}</p>}
      <ul class="rows">
        {list.map((session) => {
          const where = session.browser || t.people.unknownBrowser;
          return (
            <li key={session.id} data-testid="sign-in-row">
              <div>
                <strong>{where}</strong> {session.present && <span class="tag">{t.people.thisOne}</span>}
                <p class="who">
                  {session.address ?? t.people.unknownAddress}
                  {session.beganAt && ` · ${t.people.since(format(Date.parse(session.beganAt)))}`}
                </p>
              </div>
              {!session.present && (
                <button type="button" class="button quiet" aria-label={`${t.people.end}: ${where}, ${session.address ?? ''}`} onClick={() => run(endOwnSignIn(session.id, token))}>
                  {t.people.end}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {list.some((session) => !session.present) && (
        <button type="button" class="button quiet" onClick={() => run(endOtherSignIns(token))} data-testid="end-others">
          {t.people.endOthers}
        </button>
      )}
    </section>
  );
}
