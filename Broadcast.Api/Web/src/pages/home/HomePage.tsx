import { listChannels } from '../../api/channels';
import { getRundown, type Festival } from '../../api/festivals';
import { listProducts } from '../../api/products';
import { Footer, Header } from '../../frame/Header';
import { Failed, Loading, Notice } from '../../frame/Notice';
import { plan } from '../../frame/programme';
import { useNow } from '../../frame/useNow';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { usePolled } from '../../frame/usePolled';
import { useText } from '../../text/useText';
import { useFestival } from '../useFestival';
import { useTitle } from '../useTitle';
import { Chapters } from './Chapters';
import { Hero } from './Hero';
import './home.css';
import { Products } from './Products';
import { Programme } from './Programme';
import { Replays } from './Replays';
import { StageCards } from './StageCards';

export function HomePage() {
  const { t, named } = useText();
  const festival = useFestival();
  const name = festival.value ? named(festival.value) : t.brand;
  useTitle(name);
  return (
    <div class="home">
      <Header name={name} />
      <SimulatedLine />
      <main id="content">
        {festival.value ? (
          <FestivalHome festival={festival.value} />
        ) : festival.error ? (
          <Failed error={festival.error} retry={festival.reload} />
        ) : festival.value === undefined ? (
          <Notice title={t.noFestival} text={t.noFestivalText} />
        ) : (
          <Loading />
        )}
      </main>
      <Footer />
    </div>
  );
}

function FestivalHome({ festival }: { festival: Festival }) {
  const rundown = usePolled(`rundown ${festival.id}`, () => getRundown(festival.id), 20_000);
  const channels = usePolled('channels', listChannels, 3_000);
  const products = usePolled('products', listProducts);
  const now = useNow(1_000);
  const slots = plan(rundown.value?.slots ?? []);
  const relay = channels.value?.find((channel) => channel.id === festival.channel) ?? null;
  return (
    <>
      <Hero festival={festival} relay={relay} slots={slots} now={now} />
      <Products festival={festival} products={(products.value ?? []).filter((product) => product.stage == null || festival.stages.some((stage) => stage.id === product.stage))} />
      <StageCards festival={festival} channels={channels.value ?? []} slots={slots} now={now} onAir={relay?.onAir ?? null} />
      <Programme festival={festival} slots={slots} now={now} loading={!rundown.value && !rundown.error} />
      <Replays festival={festival} />
      <Chapters chapters={festival.chapters} />
    </>
  );
}
