import type { FestivalEntry } from '../../../api/festivals';
import { listAllFestivals, restoreFestival, retireFestival } from '../../../api/setup';
import { toastError, toastUndo } from '../../../frame/Toasts';
import { usePolled } from '../../../frame/usePolled';
import { Panel } from '../Panel';
import { useSetupText } from '../useSetupText';

interface FestivalsProps {
  /** The one that is set up now; null while another one is being made. */
  current: string | null;
  token: string;
  choose: (festival: string | null) => void;
  reload: () => void;
}

const states = ['present', 'upcoming', 'past', 'retired'] as const;

/** All festivals: which one is set up, and the ways to make, retire and restore one. */
export function Festivals({ current, token, choose, reload }: FestivalsProps) {
  const { t, named } = useSetupText();
  const all = usePolled(`festivals ${current ?? ''}`, () => listAllFestivals(token));
  const again = () => {
    all.reload();
    reload();
  };
  const restore = (festival: FestivalEntry) => void restoreFestival(festival.id, token).catch(toastError).finally(again);
  const retire = (festival: FestivalEntry) =>
    void retireFestival(festival.id, token)
      .then(() => {
        if (festival.id === current) choose(null);
        toastUndo(t.setup.festivalRetired(named(festival)), () => restore(festival));
      })
      .catch(toastError)
      .finally(again);
  if (!all.value || all.value.length === 0) return null;
  return (
    <Panel
      title={t.setup.festivals}
      text={t.setup.festivalsText}
      tools={
        current !== null && (
          <button type="button" class="button quiet" onClick={() => choose('')} data-testid="new-festival">
            + {t.setup.anotherFestival}
          </button>
        )
      }
    >
      {states.map((state) => {
        const those = all.value!.filter((festival) => festival.state === state);
        if (those.length === 0) return null;
        return (
          <section key={state} class="setup-festivals" aria-label={t.setup.festivalStates[state]} data-testid={`festivals-${state}`}>
            <h3>{t.setup.festivalStates[state]}</h3>
            <ul class="setup-rows">
              {those.map((festival) => (
                <li key={festival.id} aria-current={festival.id === current ? 'true' : undefined} data-testid={`festival-${festival.id}`}>
                  <div>
                    <strong>{named(festival)}</strong>
                    <p class="form-hint">{[...new Set([festival.firstDay, festival.lastDay])].filter(Boolean).join(' – ') || t.setup.noDays}</p>
                  </div>
                  {festival.id === current && <span class="setup-state">{t.setup.chosen}</span>}
                  {state === 'retired' ? (
                    <button type="button" class="button quiet" onClick={() => restore(festival)} aria-label={`${t.setup.restore}: ${named(festival)}`} data-testid={`restore-${festival.id}`}>
                      {t.setup.restore}
                    </button>
                  ) : (
                    <>
                      {festival.id !== current && (
                        <button type="button" class="button quiet" onClick={() => choose(festival.id)} aria-label={`${t.setup.setUp}: ${named(festival)}`} data-testid={`choose-${festival.id}`}>
                          {t.setup.setUp}
                        </button>
                      )}
                      <button type="button" class="button quiet" onClick={() => retire(festival)} aria-label={`${t.setup.retire}: ${named(festival)}`} data-testid={`retire-${festival.id}`}>
                        {t.setup.retire}
                      </button>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Panel>
  );
}
