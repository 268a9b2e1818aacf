import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../frame/useNow';
import { EyeIcon } from '../../picture/icons';
import { Monitor } from '../../picture/Monitor';
import { Poster } from '../../picture/Poster';
import { takes } from '../../room/state';
import type { StaffRoom } from '../../staff/useStaffRoom';
import { countdown, short } from '../../text/format';
import { useText } from '../../text/useText';
import { saidFor, seenOf, viewersBehind, type Seen } from './seen';

interface ViewersStripProps {
  /** What viewers watch: the relay while this stage is on air, else the stage's own channel. */
  channel: string;
  /** The room of the stage, where taps go. */
  own: StaffRoom;
  viewers: number;
  serverNow: () => number;
}

/** A phone on a bad uplink gets a still picture; a wide page has the bandwidth for a moving one, which is still no low-latency player. */
const wide = matchMedia('(min-width: 1000px)').matches;

/** What viewers see: a small picture, what lies over it, and when the last tap reaches them. */
export function ViewersStrip({ channel, own, viewers, serverNow }: ViewersStripProps) {
  const { t, named, language } = useText();
  const now = useNow(250, serverNow);
  const seen = useSeen(own);
  const { pin, questions } = own.state;
  const question = questions.find((known) => takes(known) || known.phase === 'closed');
  const left = question ? question.closesAt + viewersBehind - now : 0;
  const asked = question && (question.phase === 'paused' ? t.seesPaused : question.phase === 'closed' || left <= 0 ? t.seesClosed : t.seesQuestion(countdown(left)));
  return (
    <section class="viewers-strip" aria-label={t.viewersPicture} data-testid="viewers-strip" data-channel={channel}>
      <div class="viewers-picture">
        {wide ? <Monitor key={channel} channel={channel} label={t.viewersPicture} /> : <Poster key={channel} channel={channel} label={t.viewersPicture} />}
        <span class="badge quiet number">
          <EyeIcon /> <span aria-hidden="true">{short(viewers, language)}</span>
          <span class="visually-hidden">{t.viewersAre(short(viewers, language))}</span>
        </span>
      </div>
      <div class="viewers-text">
        <p class="viewers-head">{t.viewersPicture}</p>
        {asked && <p class="viewers-line number">{asked}</p>}
        {pin && <p class="viewers-line">{t.seesPin(named(pin.product))}</p>}
        {!asked && !pin && <p class="viewers-line none">{t.seesNothing}</p>}
        <SeenLine seen={seen} now={now} />
      </div>
    </section>
  );
}

/** Counts down on the page; a screen reader is told once that viewers see it. */
function SeenLine({ seen, now }: { seen: Seen | null; now: number }) {
  const { t } = useText();
  const left = seen ? seen.at - now : 0;
  const shown = seen !== null && left > -saidFor;
  const reached = shown && left <= 0;
  return (
    <>
      <p class={reached ? 'seen-line reached' : 'seen-line'} aria-hidden="true" data-testid="seen" data-kind={shown ? seen.kind : ''} data-reached={reached}>
        {!shown ? '' : reached ? t.seenNow : t.seenIn(Math.ceil(left / 1000))}
      </p>
      <p class="visually-hidden" role="status">
        {reached ? t.seenNow : ''}
      </p>
    </>
  );
}

/** The last tap that viewers see something of. */
function useSeen(own: StaffRoom): Seen | null {
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    setSeen(null);
    return own.room?.on('*', (event) => setSeen((before) => seenOf(event) ?? before));
  }, [own.room]);
  return seen;
}
