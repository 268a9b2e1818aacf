namespace Broadcast.Chat.Contracts;

/// <summary>A place in a room log. Offsets of one epoch begin at 1 and have no holes; a new epoch means that the old log is gone.</summary>
public sealed record Position
{
    public required string Epoch { get; init; }

    public required long Offset { get; init; }
}
