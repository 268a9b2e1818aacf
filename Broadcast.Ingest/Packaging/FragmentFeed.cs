using System.ComponentModel;
using System.Threading.Channels;
using Broadcast.Ingest.Processes;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Feeds a stage's fragments to a child that does something with them besides (renditions, pictures to watch over): one child a run, begun
/// with the run's first independent fragment. The stage never waits: what the child does not take in time is dropped up to the next
/// independent fragment and counted. A child that ends, or takes nothing for <see cref="FragmentFeedLimits.WriteTimeout"/>, is replaced
/// at an independent fragment, after a pause that grows up to <see cref="FragmentFeedLimits.LongestPause"/>.
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
    private readonly Task _loop;
    private IFedChild? _child;
    private MediaRun? _run;
    private TimeSpan _pause;
    private long _begun;
    private long _notBefore;
    private long _bytes;
    private long _dropped;
    private long _failures;
    private bool _dropping;

    /// <param name="begin">Starts a child for a run; may throw what starting a process throws.</param>
    /// <param name="limits">Of the queue and of patience.</param>
    /// <param name="time">For pauses and patience.</param>
    /// <param name="logger">Hears of children that failed.</param>
    public FragmentFeed(Func<MediaRun, IFedChild> begin, FragmentFeedLimits limits, TimeProvider time, ILogger logger)
    {
        (_begin, _limits, _time, _logger) = (begin, limits, time, logger);
        _queue = Channel.CreateBounded<Fragment?>(new BoundedChannelOptions(limits.Fragments) { SingleReader = true });
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Fragments that no child took.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Children that ended, hung or could not be started.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Fragments that wait.</summary>
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

    /// <summary>The child finishes. Where the queue is full it goes on until the next run's first fragment.</summary>
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
                await TakeAsync(fragment);
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            // Nobody wants more, nor to know what was in the way of it.
        }

        await LetGoAsync(kill: true);
    }

    /// <summary>Whatever a child does costs that child alone: the loop lives as long as the feed.</summary>
    private async Task TakeAsync(Fragment? fragment)
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
            await FailAsync("it ended");
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

        _child.Takes(fragment);
        await WriteAsync(fragment.Bytes);
        // A pipe takes the first bytes of a child that dies at once: only one that lives has earned a short pause.
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
            throw new TimeoutException($"It took nothing for {_limits.WriteTimeout.TotalSeconds:0} s.", exception);
        }
    }

    private async Task FinishAsync()
    {
        if (_child is not null)
            await _child.FinishAsync();
        await LetGoAsync();
    }

    private async Task FailAsync(string reason)
    {
        Interlocked.Increment(ref _failures);
        ChildFailed(_logger, reason);
        _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < _limits.LongestPause ? _pause * 2 : _limits.LongestPause;
        _notBefore = _time.GetTimestamp() + (long)(_pause.TotalSeconds * _time.TimestampFrequency);
        await LetGoAsync(kill: true);
    }

    private async Task LetGoAsync(bool kill = false)
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
            // There is no more to be done for it than to say so.
            NotLetGo(_logger, exception);
        }
    }

    [LoggerMessage(EventName = nameof(ChildFailed), Level = LogLevel.Warning, Message = "A child that takes fragments failed: {Reason}")]
    private static partial void ChildFailed(ILogger logger, string reason);

    [LoggerMessage(EventName = nameof(NotLetGo), Level = LogLevel.Error, Message = "A child that took fragments could not be let go properly")]
    private static partial void NotLetGo(ILogger logger, Exception exception);
}
