using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Redis;

/// <summary>The live spine. The connection string itself is <c>ConnectionStrings:Redis</c>.</summary>
public sealed record RedisOptions
{
    public const string Section = "Redis";

    /// <summary>What every key and channel name begins with; two festivals on one Redis take two prefixes.</summary>
    [RegularExpression("^[a-z0-9-]{1,40}$", ErrorMessage = "Redis:Prefix must be 1-40 of a-z, 0-9 and '-'.")]
    public string Prefix { get; init; } = "lf";
}
