using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>
/// Fetches facts from Redis: a few bytes while nothing has changed, and then the parts that differ from those it has. Not thread-safe: used
/// by one loop.
/// </summary>
internal sealed class FactsShelf(RedisLink redis, RedisKeys keys)
{
    private static readonly RedisScript LookScript = RedisScript.Beside<FactsShelf>(
        "Look", keys: ["partsKey", "documentKey"], arguments: ["epoch", "revision", "have..."]);

    private Dictionary<string, FactsPart> _parts = new(StringComparer.Ordinal);

    /// <summary>
    /// Null when Redis has nothing that replaces <paramref name="known"/>. What is returned is fetched again at the next look unless it was
    /// taken, and <see cref="Fetched.Take"/> called.
    /// </summary>
    /// <exception cref="JsonException">What is in Redis cannot be read.</exception>
    public async Task<Fetched?> LookAsync(FactsStamp known)
    {
        RedisValue[] have = [.. FactsParts.All.SelectMany(name => new RedisValue[] { name, _parts.GetValueOrDefault(name)?.Version ?? "" })];
        var found = await redis.RunAsync(
            LookScript, [("partsKey", keys.FactsParts), ("documentKey", keys.Facts)], [("epoch", known.Epoch), ("revision", known.Revision)], argumentList: have);
        return (found.IsNull ? [] : (RedisResult[])found!) switch
        {
            [] => null,
            [var document] => Whole(known, document),
            var reply => Joined(known, new FactsStamp((long)reply[0], (string)reply[1]!, (long)reply[2]), reply.AsSpan(3)),
        };
    }

    private Fetched? Joined(FactsStamp known, FactsStamp stamp, ReadOnlySpan<RedisResult> changed)
    {
        if (!stamp.Replaces(known) && stamp != known)
            return null;

        var parts = new Dictionary<string, FactsPart>(_parts, StringComparer.Ordinal);
        for (; changed.Length >= 3; changed = changed[3..])
            parts[(string)changed[0]!] = new FactsPart((string)changed[0]!, (string)changed[1]!, (byte[])changed[2]!);
        return new Fetched(FactsParting.Join(stamp, parts.Values), () => _parts = parts);
    }

    /// <summary>The whole facts, as a build writes them that knows no parts.</summary>
    private static Fetched? Whole(FactsStamp known, RedisResult document)
    {
        var facts = JsonSerializer.Deserialize<FestivalFacts>((byte[])document!, ContractJson.Options) ?? throw new JsonException("The facts are null.");
        return FactsStamp.Of(facts).Replaces(known) ? new Fetched(facts, () => { }) : null;
    }

    /// <param name="Facts">The facts that Redis has.</param>
    /// <param name="Take">Remembers what need not be fetched again.</param>
    internal sealed record Fetched(FestivalFacts Facts, Action Take);
}
