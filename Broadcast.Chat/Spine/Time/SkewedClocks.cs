using System.Globalization;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>The processes whose machine's clock, or whose own time, is wrong by more than the tolerance, in Redis, for whoever raises the alarm.</summary>
internal sealed class SkewedClocks(DisciplinedClock clock, RedisLink redis, RedisKeys keys)
{
    /// <summary>Several reports of a second each.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private static readonly string Process = $"{Environment.MachineName}, process {Environment.ProcessId}";

    /// <param name="skew">Of this process' machine or of its own time, whichever is more wrong; null when both are within the tolerance again.</param>
    public async Task ReportAsync(TimeSpan? skew)
    {
        if (skew is not { } wrong)
        {
            await redis.Database.HashDeleteAsync(keys.Clock, Process);
            return;
        }

        var until = (clock.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds();
        await redis.Database.HashSetAsync(keys.Clock, Process, string.Create(CultureInfo.InvariantCulture, $"{wrong.TotalMilliseconds:0}|{until}"));
        await redis.Database.KeyExpireAsync(keys.Clock, Lifetime);
    }

    /// <summary>The processes that had reported at the last <see cref="ReadAsync"/>, with their skew and when it was first seen here.</summary>
    public IReadOnlyList<SkewedClock> Known { get; private set; } = [];

    /// <summary>Reads who has reported lately; those that are silent are removed. One caller at a time.</summary>
    public async Task ReadAsync()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var reports = (await redis.Database.HashGetAllAsync(keys.Clock))
            .Select(entry => (Process: (string)entry.Name!, Parts: ((string)entry.Value!).Split('|')))
            .Select(report => (report.Process, Skew: long.Parse(report.Parts[0], CultureInfo.InvariantCulture), Until: long.Parse(report.Parts[1], CultureInfo.InvariantCulture)))
            .ToList();
        var silent = reports.Where(report => report.Until < now).Select(report => (RedisValue)report.Process).ToArray();
        if (silent.Length > 0)
            await redis.Database.HashDeleteAsync(keys.Clock, silent);
        Known =
        [
            .. reports.Where(report => report.Until >= now).OrderBy(report => report.Process, StringComparer.Ordinal)
                .Select(report => new SkewedClock(report.Process, report.Skew, Known.FirstOrDefault(known => known.Process == report.Process)?.Since ?? now)),
        ];
    }
}

/// <param name="Process">The machine and the process.</param>
/// <param name="Skew">How far its machine's clock, or its own time, is ahead of the reference, ms: whichever is more wrong.</param>
/// <param name="Since">Unix milliseconds.</param>
internal sealed record SkewedClock(string Process, long Skew, long Since);
