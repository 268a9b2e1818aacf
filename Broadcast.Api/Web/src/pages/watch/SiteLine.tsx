import { useEffect, useState } from 'preact/hooks';
import type { Site } from '../../api/site';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';
import { isPerson, type Person } from '../../viewer/person';
import type { SiteDevice } from '../../viewer/site';
import type { Guest } from '../../viewer/ticket';
import { NewVillager } from './NewVillager';

interface SiteLineProps {
  device: SiteDevice;
  guest: Guest | null;
  site: Site | null;
  enter: (person: Person) => void;
  leave: () => void;
}

/** Operators name villagers too. */
const every = 60_000;

/** On the screen of a village site: who of the village is answering; somebody new is named here. */
export function SiteLine({ device, guest, site, enter, leave }: SiteLineProps) {
  const { t, explain } = useText();
  const known = usePolled('villagers', () => device.villagers(), every);
  const [chosen, setChosen] = useState('');
  const [busy, setBusy] = useState(false);
  const [naming, setNaming] = useState(false);
  // Whoever was signed in has gone: their site has retired them, or its key was replaced.
  useEffect(() => {
    if (guest && !isPerson(guest)) setChosen('');
  }, [guest]);

  const choose = (id: string) => {
    setChosen(id);
    if (id === '') return leave();
    setBusy(true);
    device
      .answerAs(id)
      .then(enter, (error) => {
        setChosen('');
        // When the site's key is refused, the watch page says so, once.
        if (!device.isLost) toastError(error);
      })
      .finally(() => setBusy(false));
  };
  if (naming && site)
    return (
      <NewVillager
        device={device}
        site={site}
        named={(id) => {
          setNaming(false);
          known.reload();
          choose(id);
        }}
        cancel={() => setNaming(false)}
      />
    );
  return (
    <p class="person-line" role="status" data-testid="site-line" data-viewer={guest?.viewer} data-name={guest?.name}>
      {known.value ? (
        <>
          <label>
            {known.value.site.name} · {t.whoAnswers}{' '}
            <select class="field" value={chosen} disabled={busy} onChange={(event) => choose(event.currentTarget.value)} data-testid="who-answers">
              <option value="">{t.nobodyAnswers}</option>
              {known.value.villagers.map((villager) => (
                <option key={villager.id} value={villager.id}>
                  {villager.name}
                </option>
              ))}
            </select>
          </label>
          <button type="button" class="plain" disabled={busy || !site} onClick={() => setNaming(true)} data-back-from="new-villager" data-testid="new-villager">
            {t.newVillager}
          </button>
        </>
      ) : (
        <span>{known.error ? explain(known.error) : t.loading}</span>
      )}
    </p>
  );
}
