namespace Broadcast.Chat.Contracts;

/// <summary>
/// A place in a room log, whose offsets have no holes. An epoch ends when the log may have lost its newest events: who knows none of those
/// goes on in the next one, the others are told to resync.
/// </summary>
public sealed record Position
{
    public required string Epoch { get; init; }

    public required long Offset { get; init; }
}
