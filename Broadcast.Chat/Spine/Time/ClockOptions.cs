using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Spine.Time;

/// <summary>Which clock all processes of an installation follow.</summary>
public sealed record ClockOptions
{
    public const string Section = "Clock";

    internal const string Redis = "redis";
    internal const string Machine = "machine";

    /// <summary>
    /// <c>redis</c>: the clock of the Redis that all processes share. <c>machine</c>: that of each machine, which NTP or PTP must keep within
    /// milliseconds of the others.
    /// </summary>
    [OneOf(Redis, Machine)]
    public string Reference { get; init; } = Redis;
}
