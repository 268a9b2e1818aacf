import { useEffect, useRef } from 'preact/hooks';
import type { Festival, Stage } from '../../api/festivals';
import { SimulatedLine } from '../../frame/SimulatedLine';
import { paths } from '../../paths';
import { EyeIcon } from '../../picture/icons';
import type { Room } from '../../room/room';
import type { RoomState } from '../../room/state';
import { short } from '../../text/format';
import { useText } from '../../text/useText';
import { Likes } from './Likes';
import { StageGoods } from './StageGoods';

interface AboutProps {
  festival: Festival | null;
  channel: string;
  shown: Stage | null;
  relay: boolean;
  state: RoomState;
  room: Room | null;
}

/** Under the picture: what is shown, how many watch, likes, and links to the other channels. */
export function About({ festival, channel, shown, relay, state, room }: AboutProps) {
  const { t, named, either, language } = useText();
  const title = relay ? (shown ? named(shown) : t.offAir) : shown ? named(shown) : channel;
  const place = shown ? either(shown.place, shown.placeEn) : '';
  return (
    <section class="watch-about">
      <div class="watch-title">
        <div>
          <h1>{title}</h1>
          {place && <p>{place}</p>}
        </div>
        <span class="watch-count number" role="img" aria-label={t.viewers(short(state.counts.viewers, language))} data-testid="viewers" data-count={state.counts.viewers}>
          <EyeIcon /> {short(state.counts.viewers, language)}
        </span>
        <Likes room={room} state={state} />
      </div>
      {festival && (
        <nav class="watch-channels" aria-label={t.stages} data-testid="channels">
          <ChannelLink id={festival.channel} name={t.relayChannel} current={channel} />
          {festival.stages.map((stage) => (
            <ChannelLink key={stage.id} id={stage.id} name={named(stage)} current={channel} onAir={state.onAir?.data.stage === stage.id} />
          ))}
        </nav>
      )}
      <SimulatedLine />
      {shown && <StageGoods stage={shown.id} />}
    </section>
  );
}

function ChannelLink({ id, name, current, onAir }: { id: string; name: string; current: string; onAir?: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (id === current) link.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [id, current]);
  return (
    <a ref={link} href={paths.watch(id)} data-stage={id} class={onAir ? 'on-air' : ''} aria-current={id === current ? 'page' : undefined}>
      {name}
    </a>
  );
}
