using System.ComponentModel;
using System.Threading.Channels;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Feeds a stage's fragments to a side process, such as an encoder of renditions or a monitor: one child a run, begun with the run's first
/// independent fragment. The stage never waits: what the child does not read in time is dropped up to the next independent fragment and
/// counted. A child that ends, or reads nothing for <see cref="FragmentFeedLimits.WriteTimeout"/>, is replaced at an independent fragment,
/// after a pause that grows up to <see cref="FragmentFeedLimits.LongestPause"/>.
/// </summary>
internal sealed partial class FragmentFeed : IFragmentListener, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly Func<MediaRun, IFedChild> _begin;
    private readonly FragmentFeedLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<Fragment?> _queue;
    private readonly CancellationTokenSource _disposed = new();
    private Task _loop = Task.CompletedTask;
    private IFedChild? _child;
    private MediaRun? _run;
    private TimeSpan _pause;
    private long _begun;
    private long _notBefore;
    private long _bytes;
    private long _dropped;
    private long _failures;
    private bool _dropping;

    private FragmentFeed(Func<MediaRun, IFedChild> begin, FragmentFeedLimits limits, TimeProvider time, ILogger logger)
    {
        (_begin, _limits, _time, _logger) = (begin, limits, time, logger);
        _queue = Channel.CreateBounded<Fragment?>(new BoundedChannelOptions(limits.Fragments) { SingleReader = true });
    }

    /// <summary>Starts a feed; its loop runs until the feed is disposed.</summary>
    /// <param name="begin">Starts a child for a run; may throw what starting a process throws.</param>
    /// <param name="limits">Limits of the queue and of waiting.</param>
    /// <param name="time">Clock for pauses and timeouts.</param>
    /// <param name="logger">Gets a warning for each child that failed.</param>
    public static FragmentFeed Start(Func<MediaRun, IFedChild> begin, FragmentFeedLimits limits, TimeProvider time, ILogger logger)
    {
        var feed = new FragmentFeed(begin, limits, time, logger);
        feed._loop = Task.Run(feed.RunAsync);
        return feed;
    }

    /// <summary>Fragments that reached no child.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Children that ended, hung or could not be started.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Bytes that wait in the queue.</summary>
    public long WaitingBytes => Volatile.Read(ref _bytes);

    /// <summary>Fragments that wait in the queue.</summary>
    public int Waiting => _queue.Reader.Count;

    public void OnFragment(Fragment fragment)
    {
        if (_dropping && !fragment.Independent)
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        var fits = Volatile.Read(ref _bytes) + fragment.Bytes.Length <= _limits.Bytes;
        _dropping = !fits || !_queue.Writer.TryWrite(fragment);
        if (_dropping)
            Interlocked.Increment(ref _dropped);
        else
            Interlocked.Add(ref _bytes, fragment.Bytes.Length);
    }

    /// <summary>Lets the child finish. If the queue is full, the child goes on until the next run's first fragment.</summary>
    public void OnOffAir() => _queue.Writer.TryWrite(null);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _disposed.CancelAsync();
        await _loop;
        _disposed.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var fragment in _queue.Reader.ReadAllAsync(_disposed.Token))
                await FeedOrFinishAsync(fragment);
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // The feed is being disposed: its last fault no longer matters.
        }

        await DisposeChildAsync(kill: true);
    }

    /// <summary>Feeds a fragment, or ends the run if it is null. A fault costs only the child: the loop outlives every child.</summary>
    private async Task FeedOrFinishAsync(Fragment? fragment)
    {
        try
        {
            if (fragment is null)
            {
                await FinishAsync();
                return;
            }

            Interlocked.Add(ref _bytes, -fragment.Bytes.Length);
            await FeedAsync(fragment);
        }
        catch (Exception exception) when (!_disposed.IsCancellationRequested)
        {
            if (fragment is not null)
                Interlocked.Increment(ref _dropped);
            await FailAsync(exception is IOException or Win32Exception or ProgramMissingException or TimeoutException ? exception.Message : exception.ToString());
        }
    }

    private async Task FeedAsync(Fragment fragment)
    {
        if (_child is not null && !ReferenceEquals(_run, fragment.Run))
            await FinishAsync();
        if (_child is { Ended.IsCompleted: true })
            await FailAsync("it exited");
        if (_child is null && (!fragment.Independent || _time.GetTimestamp() < _notBefore))
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        if (_child is null)
        {
            _run = fragment.Run;
            _begun = _time.GetTimestamp();
            _child = _begin(fragment.Run);
            await WriteAsync(fragment.Run.Init);
        }

        _child.BeforeWrite(fragment);
        await WriteAsync(fragment.Bytes);
        // A pipe accepts the first bytes even if the child dies at once: only a child that has lived gets a short pause again.
        if (_time.GetElapsedTime(_begun) > _limits.LongestPause)
            _pause = TimeSpan.Zero;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        using var patience = new CancellationTokenSource(_limits.WriteTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _disposed.Token);
        try
        {
            await _child!.Input.WriteAsync(bytes, either.Token);
        }
        catch (OperationCanceledException exception) when (!_disposed.IsCancellationRequested)
        {
            throw new TimeoutException($"It read nothing for {_limits.WriteTimeout.TotalSeconds:0} s.", exception);
        }
    }

    private async Task FinishAsync()
    {
        if (_child is not null)
            await _child.FinishAsync();
        await DisposeChildAsync();
    }

    private async Task FailAsync(string reason)
    {
        Interlocked.Increment(ref _failures);
        ChildFailed(_logger, reason);
        _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < _limits.LongestPause ? _pause * 2 : _limits.LongestPause;
        _notBefore = _time.GetTimestamp() + (long)(_pause.TotalSeconds * _time.TimestampFrequency);
        await DisposeChildAsync(kill: true);
    }

    private async Task DisposeChildAsync(bool kill = false)
    {
        var child = _child;
        (_child, _run) = (null, null);
        if (child is null)
            return;

        try
        {
            if (kill)
                child.Kill();
        }
        catch (Exception exception)
        {
            NotLetGo(_logger, exception);
        }

        try
        {
            await child.DisposeAsync();
        }
        catch (Exception exception)
        {
            // All that is left to do is to log it.
            NotLetGo(_logger, exception);
        }
    }

    [LoggerMessage(
        EventName = nameof(ChildFailed), Level = LogLevel.Warning,
        Message = "A process that reads fragments failed and will be replaced: {Reason}")]
    private static partial void ChildFailed(ILogger logger, string reason);

    [LoggerMessage(EventName = nameof(NotLetGo), Level = LogLevel.Error, Message = "Ending a process that read fragments failed")]
    private static partial void NotLetGo(ILogger logger, Exception exception);
}
