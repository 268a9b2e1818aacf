using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Time;

/// <summary>
/// Sets the clock by the reference before anything in this process uses the time. Where the reference is away, the process starts with the
/// machine's time, and decides nothing by it until <see cref="ClockDiscipline"/> has set the clock.
/// </summary>
internal sealed partial class ClockStart(DisciplinedClock clock, FirstMeasurement first, ILogger<ClockStart> logger) : EarlyStart
{
    /// <summary>How long the start waits for a reference that is away; a busy machine takes seconds for its first connection.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Before others begin: some decide by the time before they start, such as who has a lease.</summary>
    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        while (!await TryBeginAsync())
        {
            if (clock.GetElapsedTime(began) > Patience)
            {
                NotSet(logger);
                return;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task<bool> TryBeginAsync()
    {
        try
        {
            await first.TakeAsync();
            return true;
        }
        catch (Exception away) when (RedisAway.Is(away))
        {
            return false;
        }
    }

    [LoggerMessage(EventName = nameof(NotSet), Level = LogLevel.Warning, Message = "Redis is away, so the clock is not set: until it is back, this process decides nothing by the time")]
    private static partial void NotSet(ILogger logger);
}
