namespace Broadcast.Chat.Hosting;

/// <summary>
/// Lets a loop go on when one of its rounds fails: an exception that leaves a BackgroundService ends the host. What goes on failing is
/// logged every ten seconds. Cancellation of the loop's own token passes.
/// </summary>
internal sealed partial class LoopGuard(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long At, int Unsaid)> _said = new(StringComparer.Ordinal);

    /// <summary>False when it failed.</summary>
    /// <param name="what">For the log: what is done, such as <c>The tick of stage gushi</c>. One of a few.</param>
    /// <param name="round">What is done. It must be able to run again after it failed half way.</param>
    public bool Try(string what, Action round)
    {
        try
        {
            round();
            return true;
        }
        catch (Exception exception)
        {
            Tell(what, exception);
            return false;
        }
    }

    /// <summary>False when it failed.</summary>
    /// <param name="what">As in <see cref="Try"/>.</param>
    /// <param name="round">What is done. It must be able to run again after it failed half way.</param>
    /// <param name="stopping">Of the loop: its cancellation is no fault. Any other is, such as a call's own time limit.</param>
    public Task<bool> TryAsync(string what, Func<Task> round, CancellationToken stopping) => TryAsync(
        what,
        async () =>
        {
            await round();
            return true;
        },
        stopping);

    /// <summary>What the round says; false when it failed.</summary>
    /// <inheritdoc cref="TryAsync(string, Func{Task}, CancellationToken)"/>
    public async Task<bool> TryAsync(string what, Func<Task<bool>> round, CancellationToken stopping)
    {
        try
        {
            return await round();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            Tell(what, exception);
            return false;
        }
    }

    private void Tell(string what, Exception exception)
    {
        int unsaid;
        lock (_gate)
        {
            if (_said.TryGetValue(what, out var said) && time.GetElapsedTime(said.At) < Quiet)
            {
                _said[what] = said with { Unsaid = said.Unsaid + 1 };
                return;
            }

            unsaid = said.Unsaid;
            _said[what] = (time.GetTimestamp(), 0);
        }

        try
        {
            RoundFailed(logger, exception, what, unsaid);
        }
        catch (Exception)
        {
            // A log that takes nothing is no reason to end either.
        }
    }

    [LoggerMessage(EventName = nameof(RoundFailed), Level = LogLevel.Error, Message = "{What} failed; the loop goes on ({Unsaid} failures since the last line were left out)")]
    private static partial void RoundFailed(ILogger logger, Exception exception, string what, int unsaid);
}
