using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// What waits in the rooms' streams, for the readers of this process. Reading and removing carry the number of the lease on the kind, and a
/// room refuses a lower one than it has seen; that work done twice has one effect is the handlers' part.
/// </summary>
internal sealed class OutcomeInbox(OutcomeStream stream, RedisLink redis, RedisKeys keys, IOptions<RoomOptions> options)
{
    /// <summary>The consumer group of the version before, which may run beside this one: what is kept here need not be handed out there.</summary>
    private const string OlderGroup = "api";

    private static readonly RedisScript SurveyScript = RoomLog.Timed<OutcomeInbox>("Survey", keys: ["outcomesKey"], arguments: ["most", "kinds..."]);
    private static readonly RedisScript TakeScript = Fence.Script<OutcomeInbox>("Take", keys: ["outcomesKey"], arguments: ["kind", "after", "most"]);
    private static readonly RedisScript AcknowledgeScript = Fence.Script<OutcomeInbox>("Acknowledge", keys: ["outcomesKey"], arguments: ["entry", "group"]);

    /// <summary>How many outcomes wait, the age of the oldest, and the unknown kinds among the oldest, each with how often it was seen.</summary>
    /// <param name="room">The room.</param>
    /// <param name="known">The kinds that this process knows.</param>
    public async Task<WaitingOutcomes> SurveyAsync(RoomId room, IEnumerable<string> known)
    {
        var reply = (RedisResult[])(await redis.RunAsync(
            SurveyScript, [("metaKey", RoomLog.MetaKey(room, keys)), ("outcomesKey", stream.Key(room))], [("most", options.Value.OutcomePage)], CommandFlags.DemandMaster,
            argumentList: [.. known.Select(kind => (RedisValue)kind)]))!;
        return new WaitingOutcomes(
            (long)reply[0],
            TimeSpan.FromMilliseconds((long)reply[1]),
            ((string[])reply[2]!).CountBy(kind => kind, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>
    /// The outcomes of a kind among the next entries, and the id of the last entry that was looked at: null at the end of the stream.
    /// </summary>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public async Task<(string? Last, IReadOnlyList<StreamEntry> Entries)> TakeAsync(RoomId room, string kind, Lease lease, string after)
    {
        var reply = (RedisResult[])Fence.Passed(
            await redis.RunAsync(
                TakeScript,
                [(Fence.Key, Fence.KeyOf(room, keys)), ("outcomesKey", stream.Key(room))],
                [.. Fence.Values(lease), ("kind", kind), ("after", after), ("most", options.Value.OutcomePage)],
                CommandFlags.DemandMaster),
            lease)!;
        return ((string)reply[0]! is { Length: > 0 } last ? last : null, [.. ((RedisResult[])reply[1]!).Select(Read)]);
    }

    /// <summary>The entry; null when it is no longer in the stream.</summary>
    public async Task<StreamEntry?> ReadAsync(RoomId room, OutcomeId id)
    {
        var found = await redis.Database.StreamRangeAsync(stream.Key(room), $"{id}", $"{id}", count: 1, flags: CommandFlags.DemandMaster);
        return found.Length == 0 ? null : found[0];
    }

    /// <summary>Removes an entry whose outcome is kept.</summary>
    /// <exception cref="LeaseRefusedException">The room has seen a higher number.</exception>
    public async Task AcknowledgeAsync(RoomId room, Lease lease, RedisValue id) =>
        // A single removal loses nothing when the process dies before it: the outcome comes again, and is kept once.
        Fence.Passed(
            await redis.RunAsync(
                AcknowledgeScript, [(Fence.Key, Fence.KeyOf(room, keys)), ("outcomesKey", stream.Key(room))], [.. Fence.Values(lease), ("entry", id), ("group", OlderGroup)]),
            lease);

    private static StreamEntry Read(RedisResult entry)
    {
        var parts = (RedisResult[])entry!;
        var fields = (RedisValue[])parts[1]!;
        return new StreamEntry((RedisValue)parts[0], [.. fields.Chunk(2).Select(pair => new NameValueEntry(pair[0], pair[1]))]);
    }
}

/// <summary>What waits in one room.</summary>
/// <param name="Count">All outcomes that wait.</param>
/// <param name="Oldest">How long the oldest has waited; zero when nothing waits.</param>
/// <param name="Unknown">The kinds that this process does not know, with the number of their entries among the oldest.</param>
internal sealed record WaitingOutcomes(long Count, TimeSpan Oldest, IReadOnlyDictionary<string, int> Unknown);
