using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Yours;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Yours;

/// <summary>What one person is sent at once, serialised once for all of the person's connections.</summary>
internal sealed class YoursFrame(YoursEvent[] events)
{
    /// <summary>Most entries that wait for one client.</summary>
    private const int Most = 20;

    /// <summary>Says that something may have been missed.</summary>
    public static YoursFrame Missed { get; } = new([]);

    public IReadOnlyList<YoursEvent> Events => events;

    public SerializedHubMessage Message { get; } = new(new InvocationMessage(nameof(IRoomClient.Yours), [events]));

    /// <summary>Both in one; when something has been missed, or too much waits, only that: the client reads all of it.</summary>
    /// <param name="next">What comes behind this.</param>
    public YoursFrame With(YoursFrame next) =>
        events.Length == 0 || next.Events.Count == 0 || events.Length + next.Events.Count > Most ? Missed : new YoursFrame([.. events, .. next.Events]);
}
