import { useEffect, useRef, useState } from 'preact/hooks';
import { downloadAttendance, getRoster, type PresentSite, type RosterOrder } from '../../api/audience';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { clockSeconds } from '../../text/format';
import { useText } from '../../text/useText';
import { VillagersPanel } from './VillagersPanel';

interface RosterPanelProps {
  room: string;
  name: string;
  token: string;
  close: () => void;
}

const every = 5_000;
const limit = 20;

/** The search starts this long (ms) after the last keystroke. */
const pause = 300;

/** The village sites that are in a room now, page by page; the search finds places or names by how they begin. */
export function RosterPanel({ room, name, token, close }: RosterPanelProps) {
  const { t, language } = useText();
  const [order, setOrder] = useState<RosterOrder>('place');
  const [typed, setTyped] = useState('');
  const [prefix, setPrefix] = useState('');
  /** Where each page begins; the last is the one shown. */
  const [pages, setPages] = useState<readonly string[]>(['']);
  /** The site whose villagers are shown. */
  const [opened, setOpened] = useState<PresentSite | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  useEffect(() => {
    if (typed.trim() === prefix) return;
    const timer = setTimeout(() => {
      setPrefix(typed.trim());
      setPages(['']);
    }, pause);
    return () => clearTimeout(timer);
  }, [typed, prefix]);

  const after = pages[pages.length - 1] ?? '';
  const roster = usePolled(`${order} ${after} ${prefix}`, () => getRoster(room, { order, prefix, after, limit }, token), every);
  const page = roster.value;
  return (
    <section
      class="roster"
      aria-label={t.rosterOf(name)}
      data-testid="roster"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header>
        <h3>{t.rosterOf(name)}</h3>
        {page && <span class="who">{t.rosterTotal(page.total.toLocaleString(language))}</span>}
        <button type="button" class="plain" onClick={() => downloadAttendance(room, token).catch(toastError)}>
          {t.attendance}
        </button>
        <button type="button" class="plain" onClick={close}>
          {t.close}
        </button>
      </header>
      <div class="roster-tools">
        <label>
          {t.rosterSearch}
          <input
            ref={search}
            class="field"
            type="search"
            maxLength={200}
            placeholder={order === 'place' ? t.rosterExample : ''}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
            data-testid="roster-search"
          />
        </label>
        <label>
          {t.rosterOrder}
          <select
            class="field"
            value={order}
            onChange={(event) => {
              setOrder(event.currentTarget.value as RosterOrder);
              setPages(['']);
            }}
          >
            <option value="place">{t.rosterByPlace}</option>
            <option value="name">{t.rosterByName}</option>
          </select>
        </label>
      </div>
      {roster.error !== null && !page && <p role="alert">{t.failed}</p>}
      {roster.error === null && !page && <p role="status">{t.loading}</p>}
      {page && (page.sites.length > 0 ? <Sites sites={page.sites} open={setOpened} /> : <Nobody total={page.total} />)}
      {(pages.length > 1 || page?.next) && (
        <nav aria-label={t.rosterOf(name)}>
          <button type="button" class="button quiet" disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
            {t.previousPage}
          </button>
          <span class="who">{t.page(pages.length)}</span>
          <button type="button" class="button quiet" disabled={!page?.next} onClick={() => page?.next && setPages([...pages, page.next])} data-testid="roster-next">
            {t.nextPage}
          </button>
        </nav>
      )}
      {opened && <VillagersPanel key={opened.id} site={opened} token={token} close={() => setOpened(null)} />}
    </section>
  );
}

function Sites({ sites, open }: { sites: readonly PresentSite[]; open: (site: PresentSite) => void }) {
  const { t, language } = useText();
  return (
    <div class="audience-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{t.site}</th>
            <th scope="col">{t.rosterPlace}</th>
            <th scope="col">{t.rosterSince}</th>
            <th scope="col">
              <span class="visually-hidden">{t.villagers}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <tr key={site.id}>
              <th scope="row">{site.name}</th>
              <td>{[site.province, site.county, site.village].join(' · ')}</td>
              <td>
                <time>{clockSeconds(Date.parse(site.since), language)}</time>
              </td>
              <td>
                <button type="button" class="plain" onClick={() => open(site)} aria-label={t.villagersOf(site.name)} data-testid={`villagers-${site.id}`}>
                  {t.villagers}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Nobody({ total }: { total: number }) {
  const { t } = useText();
  return (
    <div class="roster-empty">
      {total > 0 ? (
        <p>{t.rosterNoMatch}</p>
      ) : (
        <>
          <p>
            <strong>{t.rosterEmpty}</strong>
          </p>
          <p>{t.rosterEmptyText}</p>
        </>
      )}
    </div>
  );
}
