import { listReplays } from '../../api/replays';
import { Footer, Header } from '../../frame/Header';
import { Failed, Loading, Notice } from '../../frame/Notice';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { usePolled } from '../../frame/usePolled';
import { paths } from '../../paths';
import { useText } from '../../text/useText';
import { useFestival } from '../useFestival';
import { useTitle } from '../useTitle';
import './replay.css';
import { ReplayList } from './ReplayList';

/** All replays of a channel, the newest first. */
export function ReplaysPage({ channel }: { channel: string }) {
  const { t, named } = useText();
  const festival = useFestival(channel);
  const replays = usePolled(`replays ${channel}`, () => listReplays(channel), 30_000);
  useTitle(t.replays, t.brand);
  return (
    <div class="replay">
      <Header {...(festival.value ? { name: named(festival.value) } : {})} />
      <SimulatedLine />
      <main id="content">
        {replays.value ? (
          replays.value.length > 0 ? (
            <>
              <h1>{t.replays}</h1>
              <ReplayList festival={festival.value ?? null} replays={replays.value} />
            </>
          ) : (
            <Notice title={t.replays} text={t.noReplays}>
              <a class="button" href={paths.home}>
                {t.home}
              </a>
            </Notice>
          )
        ) : replays.error ? (
          <Failed error={replays.error} retry={replays.reload} />
        ) : (
          <Loading />
        )}
      </main>
      <Footer />
    </div>
  );
}
