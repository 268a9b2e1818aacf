import { useCallback, useMemo, useState } from 'preact/hooks';
import { getChannel } from '../../api/channels';
import { getRundown, type Stage } from '../../api/festivals';
import { listProducts } from '../../api/products';
import { LanguageSwitch } from '../../frame/Header';
import { Notice } from '../../frame/Notice';
import { plan } from '../../frame/programme';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { usePolled } from '../../frame/usePolled';
import { Confirm } from '../../staff/Confirm';
import type { DeskProps } from '../../staff/Desk';
import { SkipLinks } from '../../staff/SkipLinks';
import { useStaffRoom } from '../../staff/useStaffRoom';
import { useText } from '../../text/useText';
import { LinkBanner } from '../LinkBanner';
import './anchor.css';
import { AnchorChat } from './AnchorChat';
import { ProductsPanel } from './ProductsPanel';
import { QuestionPanel } from './QuestionPanel';
import { Tally } from './Tally';
import { ViewersStrip } from './ViewersStrip';

const tabs = ['products', 'question', 'chat'] as const;
const stageKey = 'livefestival.anchor.stage';

/** An anchor's desk for one stage, for use with one thumb. On a wide screen the three tabs are side by side. */
export function AnchorDesk({ session, festival, leave }: DeskProps) {
  const { t, named } = useText();
  const mine = stagesOf(festival.stages, session.claims.roles, session.claims.stages);
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(stageKey));
  const stage = mine.find((known) => known.id === chosen) ?? mine[0];
  const [tab, setTab] = useState<(typeof tabs)[number]>('products');
  const [leavingFor, setLeavingFor] = useState<Stage | null>(null);

  const relay = usePolled(`channel ${festival.channel}`, () => getChannel(festival.channel), 2_000);
  const rundown = usePolled('rundown', () => getRundown(festival.id), 10_000);
  const slots = useMemo(() => plan(rundown.value?.slots ?? []), [rundown.value]);
  const products = usePolled('products', listProducts);
  const onAir = stage !== undefined && relay.value?.onAir === stage.id;
  const own = useStaffRoom(stage?.id ?? null, session.token, leave);
  const festivalRoom = useStaffRoom(onAir ? festival.channel : null, session.token, leave);
  const serverNow = useCallback(() => own.room?.clock.serverNow() ?? Date.now(), [own.room]);

  if (!stage) return <Notice title={t.notForYou} text={t.signedInAs(session.claims.name)} />;
  const choose = (id: string) => {
    sessionStorage.setItem(stageKey, id);
    setChosen(id);
  };
  // A slip while the stage is on air would turn every following tap to a stage that nobody watches.
  const ask = (wanted: Stage) => (onAir && wanted.id !== stage.id ? setLeavingFor(wanted) : choose(wanted.id));
  const names = { products: t.productsOfStage, question: t.question, chat: t.chat };
  return (
    <div class="anchor" data-stage={stage.id}>
      <SkipLinks parts={[{ id: 'content', name: t.skip }]} />
      <Tally slots={slots} stage={stage} relay={relay.value} serverNow={serverNow} />
      <header class="desk-bar">
        <h1>{named(stage)}</h1>
        <span class="who">{session.claims.name}</span>
        <LanguageSwitch />
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </header>
      <SimulatedLine />
      {mine.length > 1 && (
        <nav class="anchor-stages" aria-label={t.chooseStage}>
          {mine.map((known) => (
            <button key={known.id} type="button" aria-pressed={known.id === stage.id} data-stage={known.id} onClick={() => ask(known)} data-testid={`stage-${known.id}`}>
              {named(known)}
            </button>
          ))}
        </nav>
      )}
      <LinkBanner state={own.state} />
      {leavingFor && (
        <Confirm
          title={t.leaveStageTitle(named(stage))}
          text={t.leaveStageText(named(leavingFor))}
          no={t.stayHere}
          yes={t.switchStage(named(leavingFor))}
          answer={(yes) => {
            if (yes) choose(leavingFor.id);
            setLeavingFor(null);
          }}
        />
      )}
      <main id="content" tabIndex={-1} class={`anchor-main show-${tab}`}>
        <ViewersStrip
          channel={onAir ? festival.channel : stage.id}
          own={own}
          viewers={(onAir && festivalRoom.room ? festivalRoom : own).state.counts.viewers}
          serverNow={serverNow}
        />
        <ProductsPanel key={`products ${stage.id}`} stage={stage} products={products.value ?? []} pinned={own.state.pin} token={session.token} />
        <QuestionPanel key={`question ${stage.id}`} stage={stage} products={products.value ?? []} own={own} slots={onAir ? slots : null} token={session.token} />
        <AnchorChat
          key={`chat ${stage.id}`}
          stage={stage.id}
          relayChannel={festival.channel}
          own={own}
          relay={onAir ? festivalRoom : null}
          token={session.token}
          self={session.claims.subject}
        />
      </main>
      <nav class="anchor-tabs">
        {tabs.map((name) => (
          <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)} data-testid={`tab-${name}`}>
            {names[name]}
          </button>
        ))}
      </nav>
    </div>
  );
}

/** Operators may act for every stage. */
function stagesOf(stages: readonly Stage[], roles: readonly string[], own: readonly string[]): readonly Stage[] {
  return roles.includes('operator') ? stages : stages.filter((stage) => own.includes(stage.id));
}
