using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Redis;

/// <summary>The live spine. The connection string itself is <c>ConnectionStrings:Redis</c>.</summary>
public sealed record RedisOptions
{
    public const string Section = "Redis";

    /// <summary>What every key and channel name begins with; two festivals on one Redis take two prefixes.</summary>
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Redis:Prefix must be 1-40 of a-z, 0-9 and '-'.")]
    public string Prefix { get; init; } = "lf";

    /// <summary>
    /// True when this Redis keeps every answered write through a restart (<c>appendfsync always</c>, no failover). Else a question that was
    /// open across one is voided: answers may be missing without a trace.
    /// </summary>
    public bool Durable { get; init; }
}
