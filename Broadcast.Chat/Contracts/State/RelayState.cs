using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.State;

/// <summary>What a relay channel shows; kept in Redis until the next change.</summary>
public sealed record RelayState
{
    public required ChannelId Channel { get; init; }

    /// <summary>The stage that the relay follows, also while its slate covers a missing source.</summary>
    public required StageId? OnAir { get; init; }

    /// <summary>Date-time of the cut, Unix milliseconds.</summary>
    public required long Since { get; init; }

    public SlotId? Slot { get; init; }

    /// <summary>Who has put the stage on air; null from an older build.</summary>
    public EventAuthor? By { get; init; }

    /// <summary>True while the slate is shown.</summary>
    public required bool Slate { get; init; }

    /// <summary>What was put on air by hand in place of the rundown; null while the rundown decides.</summary>
    public RelayByHand? ByHand { get; init; }

    /// <summary>When the rundown resumes by itself, Unix milliseconds; null while it decides or is held off, and when no slot follows.</summary>
    public long? ResumesAt { get; init; }
}

/// <summary>What somebody has put on air in place of a relay's rundown.</summary>
public sealed record RelayByHand
{
    /// <summary>Null for the slate.</summary>
    public required StageId? Stage { get; init; }

    /// <summary>Who has put it there, or holds it.</summary>
    public required EventAuthor By { get; init; }

    /// <summary>When, Unix milliseconds.</summary>
    public required long Since { get; init; }

    /// <summary>Null when the rundown resumes with its next slot.</summary>
    public RelayHold? Hold { get; init; }
}

/// <summary>A relay that stays as it is past the ends of slots, until it is released.</summary>
/// <param name="By">Who holds it.</param>
/// <param name="Since">Unix milliseconds.</param>
public sealed record RelayHold(EventAuthor By, long Since);

/// <summary>What a relay has on air, for a record of what was done to it.</summary>
/// <param name="OnAir">The stage; null for the slate.</param>
/// <param name="Held">True while it stays past the ends of slots.</param>
public sealed record RelayMark(StageId? OnAir, bool Held);
