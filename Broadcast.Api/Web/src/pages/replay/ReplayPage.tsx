import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { getReplay, type Replay } from '../../api/replays';
import { Header } from '../../frame/Header';
import { Failed, Loading } from '../../frame/Notice';
import { usePolled } from '../../frame/usePolled';
import { playFinished } from '../../player/finished';
import { clockSeconds, countdown, day } from '../../text/format';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { useText } from '../../text/useText';
import { admitGuest } from '../../viewer/ticket';
import { useFestival } from '../useFestival';
import { useTitle } from '../useTitle';
import { Download } from './Download';
import './replay.css';

/** A slot that is over: its film, and marks to jump to. */
export function ReplayPage({ channel, slot }: { channel: string; slot: string }) {
  const { t, named, either, language } = useText();
  const festival = useFestival(channel);
  const replay = usePolled(`replay ${channel} ${slot}`, () => getReplay(channel, slot));
  const stage = festival.value?.stages.find((known) => known.id === replay.value?.stage);
  const title = stage ? named(stage) : either(replay.value?.stageName, replay.value?.stageNameEn) || either(replay.value?.title, replay.value?.titleEn);
  useTitle(title, t.brand);
  return (
    <div class="replay" data-stage={replay.value?.stage ?? undefined}>
      <Header {...(festival.value ? { name: named(festival.value) } : {})} />
      <SimulatedLine />
      <main id="content">
        {replay.value ? (
          <>
            <h1>{title}</h1>
            <p class="under">
              {day(replay.value.start, language)} {clockSeconds(replay.value.start, language)} · {countdown(replay.value.duration * 1000)}
              {replay.value.title && replay.value.title !== title && ` · ${either(replay.value.title, replay.value.titleEn)}`}
            </p>
            <Film replay={replay.value} title={title} />
          </>
        ) : replay.error ? (
          <Failed error={replay.error} retry={replay.reload} />
        ) : (
          <Loading />
        )}
      </main>
    </div>
  );
}

function Film({ replay, title }: { replay: Replay; title: string }) {
  const { t, language } = useText();
  const video = useRef<HTMLVideoElement>(null);
  const [position, setPosition] = useState(0);
  const admit = useCallback(() => admitGuest(replay.channel, t.guestPrefix), [replay.channel, t.guestPrefix]);
  useEffect(() => (video.current ? playFinished(video.current, replay.playlist, admit) : undefined), [replay.playlist, admit]);
  const goTo = (offset: number) => {
    if (!video.current) return;
    video.current.currentTime = offset;
    void video.current.play().catch(() => undefined);
  };
  const current = replay.marks.filter(({ offset }) => offset <= position + 0.25).length - 1;
  return (
    <div class="replay-film">
      <div>
        <video ref={video} controls playsInline aria-label={title} data-testid="video" onTimeUpdate={() => setPosition(video.current?.currentTime ?? 0)} />
        <Download film={replay.film} admit={admit} />
      </div>
      <ol class="marks" aria-label={t.marks} data-testid="marks">
        {replay.marks.map(({ offset, mark }, i) => (
          <li key={mark.id} class={`${mark.kind}${i === current ? ' current' : ''}`}>
            <button type="button" onClick={() => goTo(offset)} aria-current={i === current ? 'true' : undefined}>
              <span class="number">{countdown(Math.floor(offset) * 1000)}</span>
              <span class="kind">{t.markKinds[mark.kind]}</span>
              <strong>{(language === 'en' && mark.titleEn) || mark.title}</strong>
              {mark.answer && (
                <span class="answer">
                  {t.markAnswer(mark.answer)}
                  {typeof mark.winners === 'number' && ` · ${t.markWinners(mark.winners)}`}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
