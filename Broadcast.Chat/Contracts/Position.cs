namespace Broadcast.Chat.Contracts;

/// <summary>
/// How far a client knows a room's log, whose offsets have no holes. An epoch ends when the log may have lost its newest events: clients
/// that know none of the lost events go on in the next epoch, the others are told to resync.
/// </summary>
public sealed record Position
{
    public required string Epoch { get; init; }

    public required long Offset { get; init; }
}
