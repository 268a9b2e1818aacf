import { useState } from 'preact/hooks';
import { StaffChat } from '../../staff/StaffChat';
import type { StaffRoom } from '../../staff/useStaffRoom';
import { short } from '../../text/format';
import { useText } from '../../text/useText';

interface AnchorChatProps {
  stage: string;
  relayChannel: string;
  own: StaffRoom;
  /** The relay's room, while this stage is on air. */
  relay: StaffRoom | null;
  token: string;
  self: string;
}

/** The chat of the stage's own room, and of the relay's room while this stage is on air. */
export function AnchorChat({ stage, relayChannel, own, relay, token, self }: AnchorChatProps) {
  const { t, language } = useText();
  const [wanted, setWanted] = useState<'own' | 'relay'>('relay');
  const inRelay = relay !== null && wanted === 'relay';
  const shown = inRelay ? relay : own;

  const tab = (name: 'own' | 'relay', label: string, room: StaffRoom) => (
    <button type="button" aria-pressed={inRelay === (name === 'relay')} onClick={() => setWanted(name)} data-testid={`room-${name}`}>
      {label} <span class="number">{short(room.state.counts.viewers, language)}</span>
    </button>
  );
  return (
    <section class="panel anchor-chat" aria-label={t.chat}>
      <div class="chat-rooms">
        {tab('own', t.stageRoom, own)}
        {relay && tab('relay', t.relayRoom, relay)}
      </div>
      <StaffChat key={inRelay ? 'relay' : 'own'} channel={inRelay ? relayChannel : stage} staffRoom={shown} token={token} self={self} />
    </section>
  );
}
