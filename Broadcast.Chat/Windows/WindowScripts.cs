using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>Builds and runs the scripts that change a window, with the keys and arguments that all of them take.</summary>
internal sealed class WindowScripts(RoomLog log, RedisKeys keys, OutcomeStream outcomes)
{
    /// <summary>For how long a window waits for the database, in ms: longer than any outage, and not for ever.</summary>
    private static readonly long SettleAge = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    private static readonly string[] Keys = ["windowKey", "entriesKey", "windowsKey", "dueKey", "unsettledKey"];
    private static readonly string[] Arguments = ["kind", "id", "settleAge"];

    /// <summary>The script <paramref name="file"/>.lua, behind Window.lua.</summary>
    public static RedisScript Script(string file, string[] arguments, string[]? keys = null) =>
        OutcomeStream.Script<WindowScripts>(["Window", file], [.. Keys, .. keys ?? []], [.. Arguments, .. arguments]);

    /// <summary>The same, behind the fence: for a step that one process at a time takes, under a lease.</summary>
    public static RedisScript Fenced(string file, string[] arguments) =>
        OutcomeStream.Script<WindowScripts>(["Window", file], [.. Keys, Fence.Key], [.. Arguments, .. Fence.Arguments, .. arguments], Fence.Prelude);

    /// <summary>Runs one that is built by <see cref="Fenced"/>.</summary>
    /// <param name="script">The script.</param>
    /// <param name="window">The window that takes the step.</param>
    /// <param name="lease">The caller's; null for a step that any process may take.</param>
    /// <param name="arguments">Its own.</param>
    /// <param name="fields">Its list.</param>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public async Task<RedisResult> RunFencedAsync(
        RedisScript script, WindowRef window, Lease? lease, (string Name, RedisValue Value)[] arguments, RedisValue[]? fields = null) =>
        Fence.Passed(await RunAsync(script, window, [.. Fence.Values(lease), .. arguments], [(Fence.Key, Fence.KeyOf(window.Room, keys))], fields), lease);

    /// <summary>Runs one in the window's slot.</summary>
    public Task<RedisResult> RunAsync(
        RedisScript script, WindowRef window, (string Name, RedisValue Value)[] arguments, (string Name, RedisKey Value)[]? own = null, RedisValue[]? fields = null) =>
        log.RunAsync(
            script,
            window.Room,
            [
                ("outcomesKey", outcomes.Key(window.Room)), ("windowKey", window.Key(keys)), ("entriesKey", window.Entries(keys)),
                ("windowsKey", WindowRef.OpenOnes(window.Room, keys)), ("dueKey", WindowRef.Due(window.Room, keys)),
                ("unsettledKey", WindowRef.Unsettled(window.Room, keys)), .. own ?? [],
            ],
            [.. outcomes.Arguments(window.Room), ("kind", window.Kind), ("id", window.Id), ("settleAge", SettleAge), .. arguments],
            argumentList: fields ?? []);
}
