using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;

namespace Broadcast.Ingest.Playout;

/// <summary>Receives what a relay shows, to publish it. Called under the relay's gate: must return at once.</summary>
internal interface IRelayListener
{
    /// <summary>The relay's state has changed.</summary>
    void OnRelay(RelayState state);

    /// <summary>Somebody, or the rundown, cut the relay to a stage; <paramref name="at"/> is the cut's date-time.</summary>
    void OnCut(ChannelId channel, StageId stage, SlotId? slot, EventAuthor by, DateTimeOffset at);

    /// <summary>The slate began or ended.</summary>
    void OnSlate(ChannelId channel, bool showing, DateTimeOffset at);
}
