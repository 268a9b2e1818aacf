using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Live;

/// <summary>A room at one offset: what a snapshot shows and what a resuming client missed.</summary>
internal sealed record RoomMoment
{
    public required string Epoch { get; init; }

    public required long Offset { get; init; }

    public required bool Resync { get; init; }

    public required IReadOnlyList<RoomEvent> Events { get; init; }

    /// <summary>Set when control events up to this offset are no longer in this node's memory.</summary>
    public required long? MissingUpTo { get; init; }

    public required RoomEvent? Pin { get; init; }

    public required IReadOnlyList<RoomEvent> Questions { get; init; }

    public required IReadOnlyList<RoomEvent> Polls { get; init; }

    public required IReadOnlyList<RoomEvent> Votes { get; init; }

    public required RoomEvent? OnAir { get; init; }

    /// <inheritdoc cref="RoomPicture.Shown"/>
    public required StageId? Shown { get; init; }

    public required RoomMode Mode { get; init; }

    public required RoomCounts Counts { get; init; }

    public RoomSnapshot Snapshot(IReadOnlyList<string> may, DateTimeOffset now) => new()
    {
        Pin = Pin,
        Questions = Questions,
        Polls = Polls,
        Votes = Votes,
        OnAir = OnAir,
        Mode = Mode,
        Counts = Counts,
        May = may,
        Now = now.ToUnixTimeMilliseconds(),
    };
}
