using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>
/// The rooms' logs in Redis: two streams under one offset counter, appended and told by one script. Any process may append; the scripts
/// of pins, questions and copies append through <see cref="RunAsync"/>, so that state and log change in one step. Only the primary is
/// asked: a replica that is behind would answer with a hole.
/// </summary>
internal sealed class RoomLog(RedisLink redis, RedisKeys keys, KnownEnds known, IOptions<RoomOptions> options)
{
    public const string Topic = "log";

    /// <summary>As many as there are: the log is trimmed by whole nodes of its stream, and keeps some more than its length says.</summary>
    public const int All = int.MaxValue;

    /// <summary>Entries that one script reads; more are read by several.</summary>
    private const int Page = 1000;

    private static readonly string Prelude = Lua.Beside<RoomLog>("LogEpoch") + "\n" + Lua.Beside<RoomLog>("RoomLog");
    private static readonly string AppendScript = Script<RoomLog>("Append");
    private static readonly string RenewScript = Script<RoomLog>("Renew");
    private static readonly string ReadScript = Lua.Beside<RoomLog>("Read");

    /// <summary>Raised when this process has been told a room's end, on whatever thread it asked.</summary>
    public event Action<RoomId>? Told;

    /// <summary>A script that appends: the log's part and then the named ones beside <typeparamref name="TBeside"/>, the last of which replies.</summary>
    public static string Script<TBeside>(params string[] names) =>
        $"{Prelude}\nlocal function run()\n{string.Join('\n', names.Select(Lua.Beside<TBeside>))}\nend\n\nlocal reply = run()\nreturn {{ epoch, last, reply }}";

    /// <summary>
    /// Runs a script made by <see cref="Script{TBeside}"/> and returns the reply of its own part; its own keys begin at KEYS[4], its own
    /// arguments at ARGV[7].
    /// </summary>
    public async Task<RedisResult> RunAsync(string script, RoomId room, RedisKey[] more, RedisValue[] arguments) =>
        (await TellAsync(script, room, more, arguments)).Reply;

    /// <summary>The same, with the log's epoch and end behind it.</summary>
    public async Task<(string Epoch, long Last, RedisResult Reply)> TellAsync(string script, RoomId room, RedisKey[] more, RedisValue[] arguments)
    {
        var reply = (RedisResult[])(await redis.Database.ScriptEvaluateAsync(
            script,
            [keys.Room(room, "meta"), keys.Room(room, LogLane.Control), keys.Room(room, LogLane.Chat), .. more],
            [
                RedisKeys.Telling(keys.RoomChannel(room, Topic)), NewEpoch(),
                options.Value.ControlLength, (long)options.Value.ControlAge.TotalMilliseconds,
                options.Value.ChatLength, (long)options.Value.ChatAge.TotalMilliseconds,
                .. arguments,
            ],
            CommandFlags.DemandMaster))!;
        var (epoch, last) = ((string)reply[0]!, (long)reply[1]);
        known.Note(room, epoch, last);
        Told?.Invoke(room);
        return (epoch, last, reply.Length > 2 ? reply[2] : RedisResult.Create(RedisValue.Null));
    }

    /// <summary>Appends in the order given and returns an offset for each; one that was appended before keeps its first offset.</summary>
    public async Task<long[]> AppendAsync(RoomId room, string lane, IReadOnlyList<NewEvent> events)
    {
        var onceKeys = new List<RedisKey>();
        var arguments = new List<RedisValue> { (long)options.Value.OnceAge.TotalSeconds };
        foreach (var item in events)
        {
            if (item.OnceId is not null)
                onceKeys.Add(OnceKey(room, item.OnceId));
            arguments.Add(lane);
            arguments.Add(item.OnceId is null ? 0 : 3 + onceKeys.Count);
            arguments.Add(item.Tail());
        }

        return (long[])(await RunAsync(AppendScript, room, [.. onceKeys], [.. arguments]))!;
    }

    public RedisKey OnceKey(RoomId room, string onceId) => keys.Room(room, $"once:{onceId}");

    /// <summary>Ends <paramref name="root"/>, unless another node did: everybody resyncs.</summary>
    public Task RenewAsync(RoomId room, string root) => RunAsync(RenewScript, room, [], [root]);

    /// <summary>The entries of a lane behind <paramref name="after"/> and up to <paramref name="to"/>, in order; the newest, if there are more than <paramref name="newest"/>.</summary>
    public async Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, string lane, long after, long to, int newest) =>
        (await PagesAsync(room, lane, null, after, to, newest))!;

    /// <summary>The same, if the log has that epoch and reaches that far; null when it is another by now, and what it holds may have holes.</summary>
    public Task<IReadOnlyList<RoomEvent>?> ReadAsync(RoomId room, string lane, string epoch, long after, long to, int newest) =>
        PagesAsync(room, lane, epoch, after, to, newest);

    private async Task<IReadOnlyList<RoomEvent>?> PagesAsync(RoomId room, string lane, string? epoch, long after, long to, int newest)
    {
        var events = new List<RoomEvent>();
        while (to > after && events.Count < newest)
        {
            var most = Math.Min(Page, newest - events.Count);
            var reply = (RedisResult[])(await redis.Database.ScriptEvaluateAsync(
                ReadScript, [keys.Room(room, "meta"), keys.Room(room, lane)], [after + 1, to, most], CommandFlags.DemandMaster))!;
            if (epoch is not null && ((string?)reply[0] != epoch || (long)reply[1] < to))
                return null;

            var page = (RedisResult[])reply[2]!;
            events.AddRange(page.Select(LogEntry.Read));
            to = page.Length < most ? after : events[^1].Offset - 1;
        }

        events.Reverse();
        return events;
    }

    private static string NewEpoch() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
