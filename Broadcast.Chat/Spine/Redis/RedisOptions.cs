using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Spine.Redis;

/// <summary>How the services use Redis. The connection string itself is <c>ConnectionStrings:Redis</c>.</summary>
public sealed record RedisOptions
{
    public const string Section = "Redis";

    /// <summary>The beginning of every key and channel name; two installations on one Redis need two prefixes.</summary>
    [Matches("[a-z0-9-]{1,40}", "be 1-40 of a-z, 0-9 and '-'")]
    public string Prefix { get; init; } = "lf";

    /// <summary>
    /// True when this Redis keeps every answered write through a restart (<c>appendfsync always</c>, no failover). Otherwise a question
    /// that is open during a restart is voided, because answers may be lost without a trace.
    /// </summary>
    public bool Durable { get; init; }
}
