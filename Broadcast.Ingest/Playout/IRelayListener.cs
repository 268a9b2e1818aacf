using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Playout;

/// <summary>Hears what a relay shows, to tell the world. Called under the relay's gate: must return at once.</summary>
internal interface IRelayListener
{
    /// <summary>The relay's state has changed.</summary>
    void OnRelay(RelayState state);

    /// <summary>The relay cut to a stage; <paramref name="at"/> is the cut's date-time.</summary>
    void OnCut(ChannelId channel, StageId stage, SlotId? slot, DateTimeOffset at);

    /// <summary>The slate began or ended.</summary>
    void OnSlate(ChannelId channel, bool showing, DateTimeOffset at);
}
