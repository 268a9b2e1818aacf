import { useRef, useState } from 'preact/hooks';
import { getAudience, type Audience } from '../../api/audience';
import type { Festival } from '../../api/festivals';
import { usePolled } from '../../frame/usePolled';
import { clockTime, short, span } from '../../text/format';
import { useText } from '../../text/useText';
import './audience.css';
import { RosterPanel } from './RosterPanel';

interface AudiencePanelProps {
  festival: Festival;
  token: string;
}

const every = 5_000;

/** How many watch each room, now and today; and, for a room, the village sites in it. */
export function AudiencePanel({ festival, token }: AudiencePanelProps) {
  const { t, named } = useText();
  const rooms = [{ id: festival.channel, name: t.relayRoom }, ...festival.stages.map((stage) => ({ id: stage.id, name: named(stage) }))];
  const audiences = usePolled('audience', () => Promise.all(rooms.map((room) => getAudience(room.id, token))), every);
  const [open, setOpen] = useState<string | null>(null);
  const openers = useRef(new Map<string, HTMLButtonElement>());
  const close = () => {
    if (open) openers.current.get(open)?.focus();
    setOpen(null);
  };
  return (
    <section class="panel audience" aria-label={t.audience} data-testid="audience">
      <h2>{t.audience}</h2>
      <p class="who">{t.audienceHint}</p>
      <div class="audience-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t.audienceRoom}</th>
              <th scope="col">{t.audienceNow}</th>
              <th scope="col">{t.audiencePeak}</th>
              <th scope="col">{t.audienceUnique}</th>
              <th scope="col">{t.audienceAverage}</th>
              <th scope="col">
                <span class="visually-hidden">{t.roster}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <tr key={room.id} data-stage={room.id}>
                <th scope="row">{room.name}</th>
                <Numbers audience={audiences.value?.find((audience) => audience.room === room.id) ?? null} />
                <td>
                  <button
                    type="button"
                    class="button quiet"
                    aria-expanded={open === room.id}
                    aria-label={t.rosterOf(room.name)}
                    ref={(button) => void (button ? openers.current.set(room.id, button) : openers.current.delete(room.id))}
                    onClick={() => setOpen(open === room.id ? null : room.id)}
                    data-testid={`roster-${room.id}`}
                  >
                    {t.roster}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && <RosterPanel key={open} room={open} name={rooms.find((room) => room.id === open)?.name ?? open} token={token} close={close} />}
    </section>
  );
}

function Numbers({ audience }: { audience: Audience | null }) {
  const { t, language } = useText();
  const day = audience?.day;
  return (
    <>
      <td class="number" data-testid={audience ? `now-${audience.room}` : undefined}>
        {audience ? short(audience.viewers, language) : '–'}
      </td>
      <td class="number" title={day?.peakAt ? t.peakAt(clockTime(Date.parse(day.peakAt), language)) : undefined}>
        {day?.peakAt ? short(day.peak, language) : '–'}
      </td>
      <td class="number">{day ? short(day.unique, language) : '–'}</td>
      <td class="number">{day ? span(day.averageSeconds, language) : '–'}</td>
    </>
  );
}
