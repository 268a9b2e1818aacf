import { useCallback, useReducer, useState } from 'preact/hooks';
import { listChannels } from '../../api/channels';
import { getRundown } from '../../api/festivals';
import { LanguageSwitch } from '../../frame/Header';
import { nextSlot, plan } from '../../frame/programme';
import { useNow } from '../../frame/useNow';
import { usePolled } from '../../frame/usePolled';
import type { DeskProps } from '../../staff/Desk';
import { useStaffRoom } from '../../staff/useStaffRoom';
import { clockSeconds } from '../../text/format';
import { useText } from '../../text/useText';
import { LinkBanner } from '../LinkBanner';
import { AlarmNewsLine } from './AlarmNewsLine';
import { AudiencePanel } from './AudiencePanel';
import './control.css';
import { ModerationPanel } from './moderation/ModerationPanel';
import { Program } from './Program';
import { applyReports, noReports } from './reports';
import { RundownPanel } from './RundownPanel';
import { ShopsPanel } from './ShopsPanel';
import { StageTile } from './StageTile';
import { useTake } from './useTake';

const picturesKey = 'livefestival.control.pictures';

/** A phone shows still pictures unless the operator chooses otherwise: four players would use up its bandwidth and battery. */
const narrow = () => matchMedia('(max-width: 699px)').matches;

/** The control room: what is on air, what is next, what is broken, and one key to take over. */
export function ControlDesk({ session, festival, leave }: DeskProps) {
  const { t, named, language } = useText();
  const { token } = session;
  const channels = usePolled('channels', listChannels, 1_000);
  const rundown = usePolled('rundown', () => getRundown(festival.id), 5_000);
  const [reports, addReports] = useReducer(applyReports, noReports);
  const main = useStaffRoom(festival.channel, token, leave, addReports);
  const serverNow = useCallback(() => main.room?.clock.serverNow() ?? Date.now(), [main.room]);
  const now = useNow(250, serverNow);
  const [pictures, setPictures] = useState(() => (localStorage.getItem(picturesKey) ?? (narrow() ? 'off' : 'on')) !== 'off');

  const channelOf = (id: string) => channels.value?.find((channel) => channel.id === id) ?? null;
  const relay = channelOf(festival.channel);
  const slots = plan(rundown.value?.slots ?? []);
  const next = nextSlot(slots, now);
  const { cut, take } = useTake({ channel: festival.channel, stages: festival.stages, onAir: relay?.onAir ?? null, since: relay?.since ?? 0, token, serverNow, refresh: channels.reload });

  const togglePictures = () => {
    localStorage.setItem(picturesKey, pictures ? 'off' : 'on');
    setPictures(!pictures);
  };
  return (
    <div class="control">
      <header class="desk-bar">
        <h1>
          {t.controlTitle} · {named(festival)}
        </h1>
        <time class="control-clock">{clockSeconds(now, language)}</time>
        <span class="who">{t.keys}</span>
        <label class="control-pictures">
          <input type="checkbox" checked={pictures} onChange={togglePictures} /> {t.pictures}
        </label>
        <LanguageSwitch />
        <span class="who">{session.claims.name}</span>
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </header>
      <LinkBanner state={main.state} />
      {channels.error !== null && (
        <p class="control-fault" role="alert">
          {t.failed}: {t.codes['network.away']}
        </p>
      )}
      <AlarmNewsLine state={reports} festival={festival} />
      <main id="content">
        <Program festival={festival} relay={relay} next={next} now={now} serverNow={serverNow} counts={main.state.counts} />
        <section class="tiles" aria-label={t.stages}>
          {festival.stages.map((stage, index) => (
            <StageTile
              key={stage.id}
              stage={stage}
              number={index + 1}
              report={reports.stages.get(stage.id) ?? null}
              slate={channelOf(stage.id)?.slate ?? false}
              onAir={relay?.onAir === stage.id}
              next={next?.stage === stage.id}
              cut={cut?.stage === stage.id ? cut : null}
              now={now}
              pictures={pictures}
              take={() => take(stage.id)}
            />
          ))}
        </section>
        <RundownPanel festival={festival} rundown={rundown} now={now} token={token} />
        <AudiencePanel festival={festival} token={token} />
        <ShopsPanel token={token} />
        <ModerationPanel festival={festival} claims={session.claims} token={token} leave={leave} main={main} />
      </main>
    </div>
  );
}
