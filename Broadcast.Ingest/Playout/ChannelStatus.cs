using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
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

    /// <summary>True while a relay stays as it is past the ends of slots, until somebody releases it: <see cref="ByHand"/> says who holds it.</summary>
    public bool Held => ByHand?.Hold is not null;

    /// <summary>What was put on a relay by hand, in place of its rundown; null while the rundown decides.</summary>
    public RelayByHand? ByHand { get; init; }

    /// <summary>When a relay's rundown resumes by itself, Unix milliseconds; null while it decides or is held off, and when no slot follows.</summary>
    public long? ResumesAt { get; init; }

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

    public static ChannelStatus Of(RelayPlayout relay) => Of(relay.State, relay.NextSlot);

    public static ChannelStatus Of(RelayState state, SlotFact? next) => new()
    {
        Id = state.Channel,
        Relay = true,
        OnAir = state.OnAir,
        Since = state.Since,
        Slate = state.Slate,
        Slot = state.Slot,
        Next = next,
        ByHand = state.ByHand,
        ResumesAt = state.ResumesAt,
    };
}
