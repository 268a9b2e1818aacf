using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Leases;

/// <summary>
/// The part of a room's scripts that checks fencing numbers, in the same step as the write: the room's slot knows the highest number that has
/// come to it under each lease.
/// </summary>
internal static class Fence
{
    /// <summary>The name of the key.</summary>
    public const string Key = "fencesKey";

    private const string Refused = "refused ";

    /// <summary>Longer than a process stands still that may come back: how long a room to which nobody writes any more knows the numbers.</summary>
    private static readonly long Kept = (long)TimeSpan.FromDays(7).TotalMilliseconds;

    /// <summary>The names of its arguments.</summary>
    public static IReadOnlyList<string> Arguments { get; } = ["work", "number", "fencesKept"];

    /// <summary>What comes before the first change of such a script.</summary>
    public static string Prelude { get; } = Lua.Beside<Lease>("Fence");

    /// <summary>The script <c>file</c>.lua in the folder of <typeparamref name="TBeside"/>, behind the fence.</summary>
    public static RedisScript Script<TBeside>(string file, string[] keys, string[] arguments) =>
        new($"{typeof(TBeside).Namespace}.{file}", $"{Prelude}\n{Lua.Beside<TBeside>(file)}", [Key, .. keys], [.. Arguments, .. arguments]);

    public static RedisKey KeyOf(RoomId room, RedisKeys keys) => keys.Room(room, "fences");

    /// <summary>The values of its arguments; null for who works without a lease.</summary>
    public static (string Name, RedisValue Value)[] Values(Lease? lease) =>
        [("work", lease?.Name ?? ""), ("number", lease?.Number ?? RedisValue.EmptyString), ("fencesKept", Kept)];

    /// <summary>The reply of a script that was not refused.</summary>
    /// <exception cref="LeaseRefusedException">It was: the room has seen a higher number.</exception>
    public static RedisResult Passed(RedisResult reply, Lease? lease) =>
        lease is not null && reply.Resp2Type == ResultType.BulkString && (string)reply! is { } text && text.StartsWith(Refused, StringComparison.Ordinal)
            ? throw new LeaseRefusedException(lease, LeaseStores.Redis, long.Parse(text[Refused.Length..], CultureInfo.InvariantCulture))
            : reply;
}
