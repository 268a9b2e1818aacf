import { carryOutAgain, dropMessage, dropShopEvent, getOutbox, getShopEvents, sendAgain, sendAllAgain, type OutboxMessage, type ShopEvent } from '../../api/shops';
import { SureButton } from '../../forms/SureButton';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { clockSeconds, clockTime, day } from '../../text/format';
import { useText } from '../../text/useText';
import './shops.css';

const every = 5_000;

/** What waits between this service and shops' servers, what was given up and why; sends it again, or removes it. */
export function ShopsPanel({ token }: { token: string }) {
  const { t } = useText();
  const outbox = usePolled('outbox', () => getOutbox(token), every);
  const events = usePolled('shop-events', () => getShopEvents(token), every);
  const page = outbox.value;
  const told = events.value?.items ?? [];
  const more = Math.max(0, rest(page?.next, page && page.waiting + page.parked - page.items.length) + rest(events.value?.next, events.value && events.value.open - told.length));
  const again = (call: Promise<unknown>) =>
    void call.then(() => {
      outbox.reload();
      events.reload();
    }, toastError);
  return (
    <section class="panel shops" aria-label={t.shops} data-testid="shops">
      <header>
        <h2>{t.shops}</h2>
        {page && (
          <span class="who" data-testid="shops-counts">
            {t.shopsCounts(page.waiting, page.parked)}
          </span>
        )}
        {page && page.items.length > 0 && (
          <button type="button" class="button quiet" onClick={() => again(sendAllAgain(token))} data-testid="shops-all-again">
            {t.sendAllAgain}
          </button>
        )}
      </header>
      <p class="who">{t.shopsHint}</p>
      {outbox.error !== null && !page && <p role="alert">{t.failed}</p>}
      {page && page.items.length === 0 && told.length === 0 && <p class="who">{t.shopsEmpty}</p>}
      {((page && page.items.length > 0) || told.length > 0) && (
        <div class="shops-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t.shopsMessage}</th>
                <th scope="col">{t.shopsShop}</th>
                <th scope="col">{t.shopsState}</th>
                <th scope="col">{t.shopsSince}</th>
                <th scope="col">{t.shopsTries}</th>
                <th scope="col">{t.shopsError}</th>
                <th scope="col">
                  <span class="visually-hidden">{t.sendAgain}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {page?.items.map((message) => (
                <Row key={`to-${message.id}`} message={message} about={message.subject} error={message.lastError} behind={message.behind} again={() => again(sendAgain(message.id, token))} label={t.sendAgain} remove={message.state === 'parked' ? () => again(dropMessage(message.id, token)) : null} />
              ))}
              {told.map((message) => (
                <Row key={`of-${message.id}`} message={message} about={t.shopsTold} error={message.reason} behind={false} again={message.state === 'waiting' ? null : () => again(carryOutAgain(message.id, token))} label={t.retry} remove={message.state === 'waiting' ? null : () => again(dropShopEvent(message.id, token))} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 && (
        <p class="who" data-testid="shops-more">
          {t.shopsMore(more)}
        </p>
      )}
    </section>
  );
}

/** How many are not shown: at least one when there is another page. */
const rest = (next: number | null | undefined, count: number | null | undefined): number => (next == null ? 0 : Math.max(1, count ?? 0));

interface RowProps {
  message: OutboxMessage | ShopEvent;
  about: string;
  error: string | null | undefined;
  behind: boolean;
  /** Null when nothing can be done. */
  again: (() => void) | null;
  label: string;
  /** Null when it may not be removed. */
  remove: (() => void) | null;
}

function Row({ message, about, error, behind, again, label, remove }: RowProps) {
  const { t, language } = useText();
  const at = Date.parse(message.at);
  return (
    <tr data-testid={`shop-message-${message.state}`}>
      <th scope="row">
        {message.type} <span class="who">{about}</span>
      </th>
      <td>{message.shop}</td>
      <td>
        {t.shopsStates[behind ? 'behind' : message.state]}
        {!behind && message.nextAt && <span class="who"> {t.shopsNext(clockSeconds(Date.parse(message.nextAt), language))}</span>}
      </td>
      <td>
        <time dateTime={message.at}>
          {day(at, language)} {clockTime(at, language)}
        </time>
      </td>
      <td class="number">{message.attempts}</td>
      <td class="shops-error">{error ?? '–'}</td>
      <td>
        {again && (
          <button type="button" class="button quiet" onClick={again}>
            {label}
          </button>
        )}
        {remove && <SureButton label={t.remove} sure={t.shopsRemoveSure} act={remove} testId="shop-message-remove" />}
      </td>
    </tr>
  );
}
