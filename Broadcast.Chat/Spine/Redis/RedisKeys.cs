using Broadcast.Chat.Contracts.Ids;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>
/// Every key and channel name in Redis. All keys of a room share the hash tag <c>{prefix:room}</c>, so that one Lua script may touch
/// them all on a Redis Cluster.
/// </summary>
internal sealed class RedisKeys(IOptions<RedisOptions> options, RedisLink link)
{
    private readonly string _prefix = options.Value.Prefix;

    /// <summary>
    /// Hash: which facts these are, and the facts in parts (FactsParting), each with its version. No expiry: rewritten by Api when it is
    /// missing. It is in the slot of <see cref="Facts"/>.
    /// </summary>
    public RedisKey FactsParts => $"{{{_prefix}:facts}}:parts";

    /// <summary>String, JSON of FestivalFacts, for nodes of builds that know no parts. No expiry.</summary>
    public RedisKey Facts => $"{{{_prefix}:facts}}:document";

    /// <summary>Channel: the facts have changed; the payload is the revision.</summary>
    public RedisChannel FactsChanged => RedisChannel.Literal($"{_prefix}:facts:changed");

    /// <summary>Channel: the database has facts that Redis has not, and who tells it does not write them; no payload.</summary>
    public RedisChannel FactsWait => RedisChannel.Literal($"{_prefix}:facts:wait");

    /// <summary>String, JSON of StageState. Expires after some seconds.</summary>
    public RedisKey StageState(StageId stage) => $"{{{_prefix}:{stage}}}:stage";

    /// <summary>String, JSON of StageReport. Expires after some seconds.</summary>
    public RedisKey StageReport(StageId stage) => $"{{{_prefix}:{stage}}}:report";

    /// <summary>String, JSON of RelayState. No expiry: it holds until the next change.</summary>
    public RedisKey RelayState(ChannelId channel) => $"{{{_prefix}:{channel}}}:relay";

    /// <summary>Channel: a relay's state has changed; the payload is the channel's id.</summary>
    public RedisChannel RelayChanged => RedisChannel.Literal($"{_prefix}:relay:changed");

    /// <summary>Stream of a desk's orders. Trimmed by length; orders older than their time limit are skipped.</summary>
    public RedisKey Orders(string desk) => $"{{{_prefix}:{desk}}}:stream";

    /// <summary>Channel: a new order waits at a desk; the payload is the order's id.</summary>
    public RedisChannel OrderWaits(string desk) => RedisChannel.Literal($"{_prefix}:{desk}:wait");

    /// <summary>Channel: replies to a desk's orders, payload <c>{id, reply}</c>.</summary>
    public RedisChannel OrderReplies(string desk) => RedisChannel.Literal($"{_prefix}:{desk}:replies");

    /// <summary>Channel: a stage has a new outcome; the payload is the stage's id.</summary>
    public RedisChannel OutcomeWaits => RedisChannel.Literal($"{_prefix}:outcomes:wait");

    /// <summary>Channel: something has come into persons' inboxes; the payload is JSON, a list of YoursNotice.</summary>
    public RedisChannel Yours => RedisChannel.Literal($"{_prefix}:yours");

    /// <summary>Hash: process → "skew in ms|expires at ms", of those whose machine's clock is wrong. Its server's clock is the reference of all processes.</summary>
    public RedisKey Clock => $"{{{_prefix}:clock}}:skews";

    /// <summary>Hash: code → "expires at ms|JSON of StageAlarm", of the alarms of the festival as a whole.</summary>
    public RedisKey Alarms => $"{{{_prefix}:alarms}}:raised";

    /// <summary>A key in a room's hash slot, such as <c>control</c>, <c>chat</c>, <c>meta</c>.</summary>
    public RedisKey Room(RoomId room, string part) => $"{{{_prefix}:{room}}}:{part}";

    /// <summary>
    /// Channel: a room's log has grown, or something else of the room (<paramref name="topic"/>) happened. On a Cluster the channel is a
    /// sharded one of the room's slot, so that its messages reach only that slot's server and the nodes that follow the room.
    /// </summary>
    /// <exception cref="RedisConnectionException">Redis has not answered yet, so it is not known whether it is a Cluster.</exception>
    public RedisChannel RoomChannel(RoomId room, string topic)
    {
        var name = $"{{{_prefix}:{room}}}:{topic}";
        return link.Cluster ? RedisChannel.Sharded(name) : RedisChannel.Literal(name);
    }

    /// <summary>For scripts that publish: the command, a blank, and the channel's name.</summary>
    public static string PublishCommand(RedisChannel channel) => $"{(channel.IsSharded ? "SPUBLISH" : "PUBLISH")} {channel}";
}
