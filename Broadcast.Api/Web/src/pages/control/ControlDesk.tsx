import { useCallback, useReducer, useState } from 'preact/hooks';
import { listChannels } from '../../api/channels';
import { getRundown } from '../../api/festivals';
import { LanguageSwitch } from '../../frame/Header';
import { nextSlot, plan } from '../../frame/programme';
import { useNow } from '../../frame/useNow';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { usePolled } from '../../frame/usePolled';
import type { DeskProps } from '../../staff/Desk';
import { useStaffRoom } from '../../staff/useStaffRoom';
import { clockSeconds } from '../../text/format';
import { paths } from '../../paths';
import { useText } from '../../text/useText';
import { SkipLinks } from '../../staff/SkipLinks';
import { LinkBanner } from '../LinkBanner';
import { AlarmNewsLine } from './AlarmNewsLine';
import { AlarmsPanel } from './AlarmsPanel';
import { AudiencePanel } from './AudiencePanel';
import './control.css';
import { ModerationPanel } from './moderation/ModerationPanel';
import { roomsOf } from './moderation/rooms';
import { Program } from './Program';
import { applyReports, noReports } from './reports';
import { RundownPanel } from './RundownPanel';
import { ShopsPanel } from './ShopsPanel';
import { StageTile } from './StageTile';
import { takenOf } from './taken';
import { letters, useDeskKeys } from './useDeskKeys';
import { useSteer } from './useSteer';
import { useTake } from './useTake';
import { WaitingPanel } from './WaitingPanel';

const picturesKey = 'livefestival.control.pictures';
const digitsKey = 'livefestival.control.digits';

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

  const [digits, setDigits] = useState(() => localStorage.getItem(digitsKey) !== 'off');
  const [moderated, setModerated] = useState<{ room: string } | null>(null);
  const rooms = roomsOf(festival, session.claims);

  const channelOf = (id: string) => channels.value?.find((channel) => channel.id === id) ?? null;
  const relay = channelOf(festival.channel);
  const slots = plan(rundown.value?.slots ?? []);
  const taken = rundown.value ? takenOf(slots, relay, now) : null;
  const next = nextSlot(slots, now);
  const own = { channel: festival.channel, onAir: relay?.onAir, token, refresh: channels.reload };
  const { cut, take } = useTake({ ...own, since: relay?.since ?? 0, serverNow });
  const { byLetter } = useSteer({ ...own, taken, take });
  useDeskKeys(digits, { stages: festival.stages, take, act: byLetter });

  const togglePictures = () => {
    localStorage.setItem(picturesKey, pictures ? 'off' : 'on');
    setPictures(!pictures);
  };
  const toggleDigits = () => {
    localStorage.setItem(digitsKey, digits ? 'off' : 'on');
    setDigits(!digits);
  };
  const nameOf = (room: string) => {
    const stage = festival.stages.find((known) => known.id === room);
    return stage ? named(stage) : t.relayRoom;
  };
  const moderate = (room: string) => {
    setModerated({ room });
    const panel = document.getElementById('moderation');
    panel?.scrollIntoView({ block: 'start' });
    panel?.focus();
  };
  const skips = [
    { id: 'takes', name: t.stages },
    { id: 'rundown', name: t.rundown },
    { id: 'alarms', name: t.alarmsTitle },
    { id: 'waiting', name: t.waitsTitle },
    { id: 'moderation', name: t.moderation },
  ];
  return (
    <div class="control">
      <SkipLinks parts={skips} />
      <header class="desk-bar">
        <h1>
          {t.controlTitle} · {named(festival)}
        </h1>
        <time class="control-clock">{clockSeconds(now, language)}</time>
        <label class="control-pictures">
          <input type="checkbox" checked={digits} onChange={toggleDigits} data-testid="digits-cut" /> {digits ? t.keys(Math.min(9, festival.stages.length), Object.values(letters).join(' ')) : t.keysOff}
        </label>
        <label class="control-pictures">
          <input type="checkbox" checked={pictures} onChange={togglePictures} data-testid="moving-pictures" /> {t.pictures}
        </label>
        <LanguageSwitch />
        <a class="plain" href={paths.setup}>
          {t.setUp}
        </a>
        <a class="plain" href={paths.account} title={t.people.account}>
          {session.claims.name}
        </a>
        <button type="button" class="plain" onClick={leave}>
          {t.signOut}
        </button>
      </header>
      <SimulatedLine />
      <LinkBanner state={main.state} />
      {channels.error !== null && (
        <p class="control-fault" role="alert">
          {t.failed}: {t.codes['network.away']}
        </p>
      )}
      <AlarmNewsLine state={reports} festival={festival} />
      <main id="content" tabIndex={-1}>
        <div class="control-first">
          <div class="control-left">
            <Program festival={festival} relay={relay} taken={taken} next={next} now={now} serverNow={serverNow} counts={main.state.counts} />
            <RundownPanel festival={festival} rundown={rundown} relay={relay} taken={taken} now={now} token={token} keys={digits} act={byLetter} />
          </div>
          <div class="control-right">
            <div class="strip">
              <AlarmsPanel festival={festival} state={reports} now={now} />
              <WaitingPanel rooms={rooms} nameOf={nameOf} token={token} open={moderate} />
            </div>
            <section id="takes" tabIndex={-1} class={festival.stages.length > 4 ? 'tiles many' : 'tiles'} aria-label={t.stages}>
              {festival.stages.map((stage, index) => (
                <StageTile
                  key={stage.id}
                  stage={stage}
                  number={index + 1}
                  report={reports.stages.get(stage.id) ?? null}
                  slate={channelOf(stage.id)?.slate ?? false}
                  onAir={relay?.onAir === stage.id}
                  next={!taken?.held && next?.stage === stage.id}
                  cut={cut}
                  now={now}
                  pictures={pictures}
                  take={() => take(stage.id)}
                />
              ))}
            </section>
          </div>
        </div>
        <AudiencePanel festival={festival} token={token} />
        <ShopsPanel token={token} />
        <ModerationPanel festival={festival} claims={session.claims} token={token} leave={leave} main={main} shown={moderated} />
      </main>
    </div>
  );
}
