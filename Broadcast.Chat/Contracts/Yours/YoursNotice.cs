using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Yours;

/// <summary>New entries of one person's inbox, as Api tells them to the nodes that may have the person's connections.</summary>
public sealed record YoursNotice
{
    public required ViewerId Viewer { get; init; }

    /// <summary>In the order of their positions.</summary>
    public required IReadOnlyList<YoursEvent> Events { get; init; }
}
