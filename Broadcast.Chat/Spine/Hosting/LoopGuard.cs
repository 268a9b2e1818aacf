namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// Lets a loop go on when one of its rounds fails: an exception that leaves a BackgroundService ends the host. A round that keeps failing
/// is logged every ten seconds. Cancellation of the loop's own token is not caught. Any thread may call.
/// </summary>
internal sealed partial class LoopGuard(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, int LeftOut)> _logged = new(StringComparer.Ordinal);

    /// <summary>Runs a round; false when it failed.</summary>
    /// <param name="what">The round's name in the log, such as <c>The tick of stage gushi</c>; one of a fixed set.</param>
    /// <param name="round">Must be able to run again after it failed half way.</param>
    public bool Try(string what, Action round)
    {
        try
        {
            round();
            return true;
        }
        catch (Exception exception)
        {
            LogFailure(what, exception);
            return false;
        }
    }

    /// <summary>Runs a round; false when it failed.</summary>
    /// <param name="what">As in <see cref="Try"/>.</param>
    /// <param name="round">Must be able to run again after it failed half way.</param>
    /// <param name="stopping">The loop's token: its cancellation is no failure. Any other is, such as a call's own time limit.</param>
    public Task<bool> TryAsync(string what, Func<Task> round, CancellationToken stopping) => TryAsync(
        what,
        async () =>
        {
            await round();
            return true;
        },
        stopping);

    /// <summary>Runs a round and returns its result; false when it failed.</summary>
    /// <inheritdoc cref="TryAsync(string, Func{Task}, CancellationToken)"/>
    public async Task<bool> TryAsync(string what, Func<Task<bool>> round, CancellationToken stopping)
    {
        try
        {
            return await round();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            LogFailure(what, exception);
            return false;
        }
    }

    private void LogFailure(string what, Exception exception)
    {
        int leftOut;
        lock (_gate)
        {
            if (_logged.TryGetValue(what, out var last) && time.GetElapsedTime(last.At) < Quiet)
            {
                _logged[what] = last with { LeftOut = last.LeftOut + 1 };
                return;
            }

            leftOut = last.LeftOut;
            _logged[what] = (time.GetTimestamp(), 0);
        }

        try
        {
            RoundFailed(logger, exception, what, leftOut);
        }
        catch (Exception)
        {
            // A logger that fails is no reason to end the loop either.
        }
    }

    [LoggerMessage(EventName = nameof(RoundFailed), Level = LogLevel.Error, Message = "{What} failed; the loop goes on ({Unsaid} failures since the last message were not logged)")]
    private static partial void RoundFailed(ILogger logger, Exception exception, string what, int unsaid);
}
