import type { Festival } from '../../api/festivals';
import { listReplays } from '../../api/replays';
import { usePolled } from '../../frame/usePolled';
import { paths } from '../../paths';
import { useText } from '../../text/useText';
import { ReplayList } from '../replay/ReplayList';

const shown = 5;

/** The replays of the slots that were over last, and a link to all. */
export function Replays({ festival }: { festival: Festival }) {
  const { t } = useText();
  const replays = usePolled(`replays ${festival.channel}`, () => listReplays(festival.channel), 30_000);
  const all = replays.value ?? [];
  return (
    <section class="home-section" data-testid="replays">
      <h2>{t.replays}</h2>
      <p class="under">{replays.value?.length === 0 ? t.noReplays : t.replaysText}</p>
      <ReplayList festival={festival} replays={all.slice(0, shown)} />
      {all.length > shown && (
        <a class="button quiet" href={paths.replays(festival.channel)} data-testid="all-replays">
          {t.allReplays(all.length)}
        </a>
      )}
    </section>
  );
}
