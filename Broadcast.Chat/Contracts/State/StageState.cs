using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.State;

/// <summary>A stage's state, written to Redis by Ingest once a second; expires when Ingest is gone.</summary>
public sealed record StageState
{
    public required StageId Stage { get; init; }

    /// <summary>True while a source sends pictures.</summary>
    public required bool Live { get; init; }

    /// <summary>Program date-time of the newest received frame, Unix milliseconds; null without a source.</summary>
    public long? Head { get; init; }

    /// <summary>When <see cref="Head"/> was read, Unix milliseconds of the same clock.</summary>
    public required long At { get; init; }
}

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
}
