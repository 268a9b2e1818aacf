using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Door;

/// <summary>
/// Silences SignalR's own report of calls and connections that fail: it writes an error with a stack trace for each refused call and for
/// each connection that sends no protocol at all. <see cref="RoomHubFilter"/> sees the same failures, logs those that are faults of ours,
/// and counts the others.
/// </summary>
internal static class QuietHub
{
    private static readonly string[] Writers = ["Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", "Microsoft.AspNetCore.SignalR.HubConnectionHandler"];

    public static void Apply(LoggerFilterOptions options) => QuietLoggers.Apply(options, Writers, LogLevel.Critical);
}
