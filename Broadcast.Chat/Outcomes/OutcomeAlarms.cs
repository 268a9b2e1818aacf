using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Raises an alarm while an outcome of a room waits for too long. Judged by the stream itself, so that it is raised whoever should have
/// kept it: an Api that is away, one that fails, or one that does not know the kind.
/// </summary>
internal sealed class OutcomeAlarms(OutcomeStream stream, RedisLink redis, IOptions<RoomOptions> options, TimeProvider time)
{
    public const string Code = "outcomes.waiting";

    /// <summary>Null while nothing waits for long. Throws Redis' exceptions while it is away.</summary>
    public async Task<StageAlarm?> OfAsync(RoomId room)
    {
        var oldest = await redis.Database.StreamRangeAsync(stream.Key(room), count: 1);
        if (oldest.Length == 0)
            return null;

        // An entry's id begins with the time of its writing.
        var raised = long.Parse(((string)oldest[0].Id!).Split('-')[0], CultureInfo.InvariantCulture) + (long)options.Value.OutcomeAlarm.TotalMilliseconds;
        return raised > time.GetUtcNow().ToUnixTimeMilliseconds()
            ? null
            : new StageAlarm
            {
                Code = Code,
                Severity = AlarmSeverity.Warning,
                Since = raised,
                Threshold = options.Value.OutcomeAlarm.TotalSeconds,
                Text = "Results of the stage, or of a relay that shows it, wait for the database: winners, pins or moderators' acts are not kept yet.",
            };
    }
}
