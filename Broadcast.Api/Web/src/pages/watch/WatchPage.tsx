import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getFestivalGuests } from '../../api/festivals';
import { getSite } from '../../api/site';
import { Header } from '../../frame/Header';
import { Failed, Notice } from '../../frame/Notice';
import { toastError } from '../../frame/Toasts';
import { usePolled } from '../../frame/usePolled';
import { Bell } from '../../inbox/Bell';
import { isPerson } from '../../inbox/useInbox';
import { paths } from '../../paths';
import { Screen } from '../../picture/Screen';
import { usePlayer } from '../../picture/usePlayer';
import type { Player } from '../../player/player';
import { ChannelClock } from '../../room/clock';
import { useText } from '../../text/useText';
import { screenAtStart } from '../../viewer/site';
import { admitGuest } from '../../viewer/ticket';
import { useGuestRoom } from '../../viewer/useGuestRoom';
import { useKeyboard } from '../../viewer/useKeyboard';
import { prizeAhead } from '../upcoming';
import { useFestival } from '../useFestival';
import { useRoomState } from '../useRoomState';
import { useTitle } from '../useTitle';
import { About } from './About';
import { Announcer } from './Announcer';
import { Chat } from './Chat';
import { LinkBanner } from '../LinkBanner';
import { trace, useMeasurements } from './measurements';
import { LoginRefused } from './LoginRefused';
import { PersonLine } from './PersonLine';
import { PinCard } from './PinCard';
import { PollCard } from './PollCard';
import { Quiz } from './Quiz';
import { SiteLine } from './SiteLine';
import { SiteOffer } from './SiteOffer';
import { Upcoming } from './Upcoming';
import { useShown } from './useShown';
import { VoteCard } from './VoteCard';
import './watch.css';
import './quiz.css';
import './layout.css';

export function WatchPage({ channel }: { channel: string }) {
  const { t, named } = useText();
  const festival = useFestival(channel);
  const host = usePolled('site', getSite);
  // The site's rights are those of its own festival.
  const other = festival.value && host.value && host.value.festival !== festival.value.id ? festival.value.id : null;
  const guests = usePolled(other && `guests ${other}`, () => getFestivalGuests(other!));
  const site = guests.value && host.value ? { ...host, value: { ...host.value, guests: guests.value.guests } } : host;

  const video = useRef<HTMLVideoElement>(null);
  const shown = useRef<Player | null>(null);
  const clock = useMemo(() => new ChannelClock(() => shown.current?.shownDate() ?? null), []);
  const serverNow = useMemo(() => () => clock.serverNow(), [clock]);
  const playing = usePlayer(video, channel, true, { admit: () => admitGuest(channel, t.guestPrefix), trace });
  shown.current = playing.player;
  useMeasurements(playing.player, video, serverNow);

  // First: at a village site nobody is signed in before they say who they are.
  const [atStart] = useState(screenAtStart);
  const [device, setDevice] = useState(atStart.device);
  const [offered, setOffered] = useState(atStart.offered);
  const [via, setVia] = useState(startVia);
  const { room, guest, rename, enter, leave } = useGuestRoom(channel, clock, t.guestPrefix, startVia);
  const state = useRoomState(channel, room);
  useEffect(() => {
    for (const screen of [device, offered])
      if (screen)
        screen.onLost = (error) => {
          (screen === device ? setDevice : setOffered)(null);
          toastError(error);
        };
  }, [device, offered]);
  const { question, poll, vote, dismiss, keep } = useShown(state, guest?.viewer ?? null);
  const typing = useKeyboard();
  const column = useRef<HTMLDivElement>(null);
  /** Puts a card away; the focus, which was on it, stays beside it. */
  const putAway = (id: string) => {
    dismiss(id);
    column.current?.focus({ preventScroll: true });
  };

  const [signingIn, setSigningIn] = useState(false);
  const canSignIn = ((site.value?.signIn.length ?? 0) > 0 || site.value?.login === true) && state.link !== 'feed';

  // The card of what comes offers it instead.
  const signInOffered = question === null && prizeAhead(state.scheduled) && !isPerson(guest?.viewer ?? '');

  const relay = festival.value?.channel === channel;
  const stages = festival.value?.stages ?? [];
  const shownStage = stages.find((stage) => stage.id === (relay ? state.onAir?.data.stage : channel)) ?? null;
  const title = relay ? festival.value && named(festival.value) : shownStage && named(shownStage);
  useTitle(title, t.brand);

  if (festival.value === undefined || (state.link === 'refused' && state.refusal !== 'auth.forbidden'))
    return <Unknown />;
  if (festival.error && !festival.value) return <Failed error={festival.error} retry={festival.reload} />;

  return (
    <div class={`watch${question ? ' asking' : ''}${typing ? ' typing' : ''}`} data-stage={shownStage?.id}>
      <Header {...(festival.value ? { name: named(festival.value) } : {})}>
        {guest && isPerson(guest.viewer) && <Bell reader={guest} room={room} questions={state.questions} serverNow={serverNow} />}
      </Header>
      <main id="content">
        <div class="watch-picture">
          <Screen video={video} playing={playing} channel={channel} label={title ?? channel} serverNow={serverNow}>
            {relay && shownStage && (
              <span class="badge place" data-testid="on-air" data-stage={shownStage.id}>
                {named(shownStage)}
              </span>
            )}
          </Screen>
        </div>
        <About festival={festival.value ?? null} channel={channel} shown={shownStage} relay={relay} state={state} room={room} />
        <div class="watch-room" ref={column} tabIndex={-1}>
          <LinkBanner state={state} />
          <Announcer question={question} poll={poll} />
          {question && (
            <Quiz
              key={question.id}
              room={room}
              question={question}
              clock={clock}
              guest={guest}
              mayAnswer={state.may.includes('answer')}
              live={state.link === 'live'}
              readOnly={state.link === 'feed'}
              ways={{ signIn: canSignIn && !device ? () => setSigningIn(true) : null, login: site.value?.login === true && !device, village: device !== null }}
              dismiss={() => putAway(question.id)}
              keep={() => keep(question.id)}
            />
          )}
          {poll && (
            <PollCard
              key={poll.id}
              room={room}
              poll={poll}
              clock={clock}
              viewer={guest?.viewer ?? ''}
              mayVote={state.may.includes('answer')}
              live={state.link === 'live'}
              dismiss={() => putAway(poll.id)}
              keep={() => keep(poll.id)}
            />
          )}
          {vote && (
            <VoteCard
              key={vote.id}
              vote={vote}
              clock={clock}
              guest={guest}
              signIn={canSignIn && !device ? () => setSigningIn(true) : null}
              login={site.value?.login === true && !device}
              dismiss={() => putAway(vote.id)}
            />
          )}
          <Upcoming
            scheduled={state.scheduled}
            clock={clock}
            guest={guest}
            signIn={site.value && canSignIn && !device && !signingIn ? () => setSigningIn(true) : null}
          />
          <PinCard channel={channel} pin={state.pin} />
          {offered && (
            <SiteOffer
              offered={offered}
              agree={() => {
                offered.keep();
                if (isPerson(guest?.viewer ?? '')) leave();
                setSigningIn(false);
                setDevice(offered);
                setOffered(null);
              }}
              decline={() => setOffered(null)}
            />
          )}
          {device && state.link !== 'feed' && <SiteLine key={device.deviceKey} device={device} guest={guest} site={site.value} enter={enter} leave={leave} />}
          {!device && <LoginRefused />}
          {site.value && canSignIn && !device && (signingIn || !signInOffered) && (
            <PersonLine
              guest={guest}
              site={site.value}
              wanted={prizeAhead(state.scheduled) || state.questions.some((asked) => asked.winners > 0) || state.votes.some((open) => open.phase === 'open')}
              open={signingIn}
              setOpen={setSigningIn}
              enter={enter}
              leave={leave}
            />
          )}
          <Chat
            room={room}
            state={state}
            guest={guest}
            rename={rename}
            site={site.value}
            {...(via === 'feed' && { takePart: () => (setVia('hub'), room?.takePart()) })}
          />
        </div>
      </main>
    </div>
  );
}

/** `?via=feed` reads the feed, without a connection to the hub, until the viewer wants to take part. */
const startVia = new URLSearchParams(location.search).get('via') === 'feed' ? 'feed' : 'hub';

function Unknown() {
  const { t } = useText();
  return (
    <>
      <Header />
      <main id="content">
        <Notice title={t.channelMissing}>
          <a class="button" href={paths.home}>
            {t.home}
          </a>
        </Notice>
      </main>
    </>
  );
}
