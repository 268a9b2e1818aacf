using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// The rooms' logs in Redis: two streams under one offset counter, appended and published by one script. Any process may append. The
/// scripts of pins, questions and copies append through <see cref="RunAsync"/>, so that state and log change in one step. Only the primary
/// is asked, because a replica that is behind would leave gaps.
/// </summary>
internal sealed class RoomLog(RedisLink redis, RedisKeys keys, KnownEnds known, IOptions<RoomOptions> options)
{
    public const string Topic = "log";

    /// <summary>No limit: the log is trimmed by whole nodes of its stream, and keeps somewhat more entries than its length says.</summary>
    public const int All = int.MaxValue;

    /// <summary>Entries that one script reads at most; more are read by several.</summary>
    private const int Page = 1000;

    private static readonly string Prelude = string.Join('\n', Lua.Beside<RoomLog>("LogEpoch"), Lua.Beside<RoomLog>("Shown"), Lua.Beside<RoomLog>("RoomLog"));
    private static readonly string SlotTime = Lua.Beside<RoomLog>("SlotTime");
    private static readonly string[] PreludeKeys = ["metaKey", "controlKey", "chatKey", "shownKey"];
    private static readonly string[] PreludeArguments = ["noticeTo", "newEpoch", "controlLength", "controlAge", "chatLength", "chatAge"];

    private static readonly RedisScript AppendScript = Script<RoomLog>(["Append"], keys: ["onceKeys..."], arguments: ["onceLifetime", "events..."]);
    private static readonly RedisScript RenewScript = Script<RoomLog>(["Renew"], keys: [], arguments: ["lostRoot", "lostEpoch"]);
    private static readonly RedisScript ReadScript = RedisScript.Beside<RoomLog>("Read", keys: ["metaKey", "laneKey"], arguments: ["first", "last", "most"]);

    private static readonly RedisScript ReadShownScript = RedisScript.Beside<RoomLog>("ReadShown", keys: ["metaKey", "shownKey"], arguments: []);

    /// <summary>Raised when a script of this process has returned the end of a room's log. On any thread.</summary>
    public event Action<RoomId>? EndSeen;

    /// <summary>
    /// Builds a script that appends: the log's preludes, then <paramref name="prelude"/> of another feature, then the files beside
    /// <typeparamref name="TBeside"/>. The last one returns the reply. The keys and arguments are those of the prelude and the files; the
    /// log's own come before them.
    /// </summary>
    public static RedisScript Script<TBeside>(string[] files, string[] keys, string[] arguments, string prelude = "") =>
        new(
            $"{typeof(TBeside).Namespace}.{files[^1]}",
            $"{Prelude}\nlocal function run()\n{string.Join('\n', files.Select(Lua.Beside<TBeside>).Prepend(prelude))}\nend\n\nlocal reply = run()\nreturn {{ epoch, last, root, reply }}",
            [.. PreludeKeys, .. keys],
            [.. PreludeArguments, .. arguments]);

    /// <summary>
    /// Builds a script that decides by the time and does not append: its time never goes back in the room's slot. A call passes
    /// <c>metaKey</c> before its own keys.
    /// </summary>
    public static RedisScript Timed<TBeside>(string file, string[] keys, string[] arguments, string prelude = "") =>
        new($"{typeof(TBeside).Namespace}.{file}", $"{SlotTime}\n{prelude}\n{Lua.Beside<TBeside>(file)}", ["metaKey", .. keys], arguments);

    /// <summary>
    /// Runs a script built by <see cref="Script{TBeside}"/> and returns the reply of its own part. Takes its own keys and arguments, as
    /// <see cref="RedisLink.RunAsync"/> does; the log adds those of the preludes.
    /// </summary>
    public Task<RedisResult> RunAsync(
        RedisScript script, RoomId room, ReadOnlySpan<(string Name, RedisKey Value)> own, ReadOnlySpan<(string Name, RedisValue Value)> arguments,
        ReadOnlySpan<RedisKey> keyList = default, ReadOnlySpan<RedisValue> argumentList = default)
    {
        return ReplyAsync(RunWithEndAsync(script, room, own, arguments, keyList, argumentList));

        static async Task<RedisResult> ReplyAsync(Task<(string Epoch, long Last, RedisResult Reply)> run) => (await run).Reply;
    }

    /// <summary>The same, with the log's epoch and last offset after the script.</summary>
    public Task<(string Epoch, long Last, RedisResult Reply)> RunWithEndAsync(
        RedisScript script, RoomId room, ReadOnlySpan<(string Name, RedisKey Value)> own, ReadOnlySpan<(string Name, RedisValue Value)> arguments,
        ReadOnlySpan<RedisKey> keyList = default, ReadOnlySpan<RedisValue> argumentList = default) =>
        NoteAsync(room, redis.RunAsync(
            script,
            [("metaKey", keys.Room(room, "meta")), ("controlKey", keys.Room(room, LogLane.Control)), ("chatKey", keys.Room(room, LogLane.Chat)), ("shownKey", keys.Room(room, "shown")), .. own],
            [
                ("noticeTo", RedisKeys.PublishCommand(keys.RoomChannel(room, Topic))), ("newEpoch", NewEpoch()),
                ("controlLength", options.Value.ControlLength), ("controlAge", (long)options.Value.ControlAge.TotalMilliseconds),
                ("chatLength", options.Value.ChatLength), ("chatAge", (long)options.Value.ChatAge.TotalMilliseconds),
                .. arguments,
            ],
            CommandFlags.DemandMaster,
            keyList,
            argumentList));

    /// <summary>Appends events in order and returns their offsets. An event with a known once id keeps its first offset.</summary>
    public async Task<long[]> AppendAsync(RoomId room, string lane, IReadOnlyList<NewEvent> events)
    {
        var onceKeys = new List<RedisKey>();
        var triples = new List<RedisValue>(3 * events.Count);
        foreach (var item in events)
        {
            if (item.OnceId is not null)
                onceKeys.Add(OnceKey(room, item.OnceId));
            triples.Add(lane);
            triples.Add(item.OnceId is null ? 0 : onceKeys.Count);
            triples.Add(item.Tail());
        }

        return (long[])(await RunAsync(
            AppendScript, room, [], [("onceLifetime", (long)options.Value.OnceAge.TotalSeconds)],
            CollectionsMarshal.AsSpan(onceKeys), CollectionsMarshal.AsSpan(triples)))!;
    }

    /// <summary>The key of a room's epoch, offsets and time; see LogEpoch.lua.</summary>
    public static RedisKey MetaKey(RoomId room, RedisKeys keys) => keys.Room(room, "meta");

    /// <summary>The key under which a script keeps what it once answered; none for a call without an id.</summary>
    public RedisKey OnceKey(RoomId room, string? onceId) => onceId is null ? default : keys.Room(room, $"once:{onceId}");

    /// <summary>Ends <paramref name="root"/>, unless another node already did; every client then resyncs.</summary>
    /// <param name="room">The room.</param>
    /// <param name="root">The root whose events are lost.</param>
    /// <param name="lostEpoch">The epoch of the lost events; empty for an earlier one than the one in force.</param>
    public Task RenewAsync(RoomId room, string root, string lostEpoch) => RunAsync(RenewScript, room, [], [("lostRoot", root), ("lostEpoch", lostEpoch)]);

    /// <summary>
    /// The entries of a lane behind <paramref name="after"/> and up to <paramref name="to"/>, in order; only the newest ones when there are
    /// more than <paramref name="newest"/>.
    /// </summary>
    public async Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, string lane, long after, long to, int newest) =>
        (await PagesAsync(room, lane, null, after, to, newest))!;

    /// <summary>
    /// The same, if the log still has <paramref name="epoch"/> and reaches <paramref name="to"/>. Null otherwise, because entries may be
    /// missing.
    /// </summary>
    public Task<IReadOnlyList<RoomEvent>?> ReadAsync(RoomId room, string lane, string epoch, long after, long to, int newest) =>
        PagesAsync(room, lane, epoch, after, to, newest);

    /// <summary>
    /// The events up to <paramref name="to"/> that the room's picture shows, in order, also those that the log no longer keeps. Null when the
    /// log does not have <paramref name="epoch"/> any more.
    /// </summary>
    public async Task<IReadOnlyList<RoomEvent>?> ReadShownAsync(RoomId room, string epoch, long to)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            ReadShownScript, [("metaKey", keys.Room(room, "meta")), ("shownKey", keys.Room(room, "shown"))], [], CommandFlags.DemandMaster))!;
        return (string?)reply[0] == epoch && (long)reply[1] >= to
            ? [.. ((string[])reply[2]!).Select(LogEntry.ReadShown).Where(item => item.Offset <= to).OrderBy(item => item.Offset)]
            : null;
    }

    private async Task<IReadOnlyList<RoomEvent>?> PagesAsync(RoomId room, string lane, string? epoch, long after, long to, int newest)
    {
        var events = new List<RoomEvent>();
        while (to > after && events.Count < newest)
        {
            var most = Math.Min(Page, newest - events.Count);
            var reply = (RedisResult[])(await redis.RunAsync(
                ReadScript,
                [("metaKey", keys.Room(room, "meta")), ("laneKey", keys.Room(room, lane))],
                [("first", after + 1), ("last", to), ("most", most)],
                CommandFlags.DemandMaster))!;
            if (epoch is not null && ((string?)reply[0] != epoch || (long)reply[1] < to))
                return null;

            var page = (RedisResult[])reply[2]!;
            events.AddRange(page.Select(LogEntry.Read));
            to = page.Length < most ? after : events[^1].Offset - 1;
        }

        events.Reverse();
        return events;
    }

    private async Task<(string Epoch, long Last, RedisResult Reply)> NoteAsync(RoomId room, Task<RedisResult> run)
    {
        var reply = (RedisResult[])(await run)!;
        var (epoch, last) = ((string)reply[0]!, (long)reply[1]);
        known.Note(room, (string)reply[2]!, epoch, last);
        EndSeen?.Invoke(room);
        return (epoch, last, reply.Length > 3 ? reply[3] : RedisResult.Create(RedisValue.Null));
    }

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
