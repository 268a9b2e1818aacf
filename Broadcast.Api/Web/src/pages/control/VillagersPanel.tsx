import { useState } from 'preact/hooks';
import type { PresentSite } from '../../api/audience';
import { listVillagers, nameVillager, retireVillager } from '../../api/villagers';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { clockSeconds } from '../../text/format';
import { useText } from '../../text/useText';

interface VillagersPanelProps {
  site: PresentSite;
  token: string;
  close: () => void;
}

const every = 15_000;

/** The villagers whom a site signs in; more are named here or at the site. */
export function VillagersPanel({ site, token, close }: VillagersPanelProps) {
  const { t, language } = useText();
  const known = usePolled(`villagers ${site.id}`, () => listVillagers(site.id, token), every);
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const run = (work: Promise<unknown>, done: () => void = () => undefined) => {
    setBusy(true);
    work.then(done, toastError).finally(() => {
      setBusy(false);
      known.reload();
    });
  };
  const list = known.value;
  return (
    <section class="roster" aria-label={t.villagersOf(site.name)} data-testid="villagers">
      <header>
        <h3>{t.villagersOf(site.name)}</h3>
        {list && <span class="who">{t.villagerCount(list.villagers.length, list.most)}</span>}
        <button type="button" class="plain" onClick={close}>
          {t.close}
        </button>
      </header>
      {known.error !== null && !list && <p role="alert">{t.failed}</p>}
      {list && (
        <div class="audience-scroll">
          <table>
            <tbody>
              {list.villagers.map((villager) => (
                <tr key={villager.id} data-testid="villager">
                  <th scope="row">{villager.name}</th>
                  <td>
                    <time>{clockSeconds(Date.parse(villager.since), language)}</time>
                  </td>
                  <td>
                    <button type="button" class="plain" disabled={busy} onClick={() => run(retireVillager(site.id, villager.id, token))}>
                      {t.retireVillager}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        class="roster-tools"
        onSubmit={(event) => {
          event.preventDefault();
          run(nameVillager(site.id, name.trim(), token), () => setName(''));
        }}
      >
        <input class="field" maxLength={20} value={name} placeholder={t.villagerName} aria-label={t.villagerName} onInput={(event) => setName(event.currentTarget.value)} data-testid="villager-name" />
        <button type="submit" class="button quiet" disabled={busy || !name.trim()} data-testid="name-villager">
          {t.nameVillager}
        </button>
      </form>
    </section>
  );
}
