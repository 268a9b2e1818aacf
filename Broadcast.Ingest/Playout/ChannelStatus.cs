using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Playout;

/// <summary>What a channel shows now.</summary>
internal sealed record ChannelStatus
{
    public required ChannelId Id { get; init; }

    /// <summary>True for a relay, which follows a rundown; false for a stage's own channel.</summary>
    public required bool Relay { get; init; }

    /// <summary>The stage that the channel follows, also while its slate covers a missing source; null when nothing is on air.</summary>
    public required StageId? OnAir { get; init; }

    /// <summary>
    /// Unix milliseconds of channel time: for a relay when the stage went on air, for a stage when its source or the slate began.
    /// </summary>
    public required long Since { get; init; }

    /// <summary>True while the slate is shown.</summary>
    public required bool Slate { get; init; }

    /// <summary>A relay's current slot; null when there is none.</summary>
    public SlotId? Slot { get; init; }

    /// <summary>A relay's next slot; null when there is none.</summary>
    public SlotFact? Next { get; init; }

    public static ChannelStatus Of(StageChannel stage)
    {
        using (stage.Output.Gate.Enter())
        {
            return new ChannelStatus
            {
                Id = stage.Output.Id,
                Relay = false,
                OnAir = stage.Stage,
                Since = stage.Output.Since.ToUnixTimeMilliseconds(),
                Slate = stage.Output.OnSlate,
            };
        }
    }

    public static ChannelStatus Of(RelayPlayout relay)
    {
        var state = relay.State;
        return new ChannelStatus
        {
            Id = state.Channel,
            Relay = true,
            OnAir = state.OnAir,
            Since = state.Since,
            Slate = state.Slate,
            Slot = state.Slot,
            Next = relay.NextSlot,
        };
    }
}
