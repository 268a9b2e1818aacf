using System.Net.Sockets;
using System.Security.Authentication;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Ingest.HttpFlv;
using Broadcast.Ingest.Rtmp;

namespace Broadcast.Ingest.Simulcast;

/// <summary>
/// One target for as long as it is wanted: connects, sends the channel, and after a failure tries again after a pause that doubles. Its loop
/// is the only one that connects and sends; operators start it and hold it back. It reads tags from the channel's shared ring and so holds
/// up nothing, however slow it is.
/// </summary>
internal sealed partial class SimulcastPush(
    SimulcastAim aim, SimulcastOptions options, TimeSpan maxLag, FlvFeeds feeds, SimulcastMetrics metrics, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>An attempt that lasts this long counts as a success: the pause after it is short again.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly WakeUp _wakeUp = new();
    private CancellationTokenSource? _attempt;
    private readonly PushRate _rate = new(time);
    private bool _held = aim.Held;
    private SimulcastState _state = aim.Held ? SimulcastState.Held : SimulcastState.Waiting;
    private DateTimeOffset _since = time.GetUtcNow();
    private DateTimeOffset? _retryAt;
    private string? _reason;
    private bool _refused;
    private long _bytes;
    private long _drops;
    private long _starts;

    public SimulcastAim Aim => aim;

    public SimulcastStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new SimulcastStatus
                {
                    Target = aim.Target,
                    FromSettings = aim.FromSettings,
                    Url = aim.Url.Shown,
                    State = _state,
                    Since = _since.ToUnixTimeMilliseconds(),
                    Reason = _reason,
                    Refused = _reason is not null && _refused,
                    RetryAt = _retryAt?.ToUnixTimeMilliseconds(),
                    Bitrate = _state == SimulcastState.Live ? _rate.BitsPerSecond : 0,
                    Bytes = Volatile.Read(ref _bytes),
                    Drops = Volatile.Read(ref _drops),
                    Reconnects = Math.Max(0, _starts - 1),
                };
            }
        }
    }

    /// <summary>Lets the push begin, or try again at once. Does not disturb a push that is live or connecting. Returns whether it was held back.</summary>
    public bool Start()
    {
        bool held;
        lock (_gate)
            (held, _held) = (_held, false);
        _wakeUp.Set();
        return held;
    }

    /// <summary>Ends the push and holds it back until it is started. Returns whether it was held back before.</summary>
    public bool Hold()
    {
        bool held;
        lock (_gate)
        {
            (held, _held) = (_held, true);
            // By a timer: what a cancellation calls must not run under the gate.
            _attempt?.CancelAfter(TimeSpan.Zero);
        }

        _wakeUp.Set();
        return held;
    }

    public void Dispose() => _wakeUp.Dispose();

    /// <summary>Pushes until it is wanted no more, or the host stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pauses = new BackOff(FirstPause, options.LongestPause);
        while (!stopping.IsCancellationRequested)
        {
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            if (!Begin(attempt))
            {
                await _wakeUp.WaitAsync(stopping);
                continue;
            }

            var began = time.GetTimestamp();
            string? reason;
            try
            {
                reason = await TryAsync(attempt.Token);
            }
            finally
            {
                // Hold must not cancel a source that is disposed.
                lock (_gate)
                    _attempt = null;
            }

            if (reason is null)
                continue;

            metrics.Failed(aim.Channel, aim.Target);
            if (time.GetElapsedTime(began) > Settled)
                pauses.Reset();
            var pause = pauses.Next();
            PushFailed(logger, aim.Channel, aim.Target, aim.Url.Shown, reason, pause.TotalSeconds);
            Enter(SimulcastState.Waiting, reason, time.GetUtcNow() + pause);
            // An operator can end the pause early.
            await _wakeUp.WaitAsync(pause, stopping);
        }
    }

    private bool Begin(CancellationTokenSource attempt)
    {
        lock (_gate)
        {
            if (_held)
            {
                Enter(SimulcastState.Held);
                return false;
            }

            _attempt = attempt;
            Enter(SimulcastState.Connecting, _reason);
            return true;
        }
    }

    /// <summary>One connection from beginning to end. Returns why it failed; null when an operator or the host ended it.</summary>
    private async Task<string?> TryAsync(CancellationToken cancellation)
    {
        var sending = false;
        _refused = false;
        try
        {
            if (feeds.Find(aim.Channel) is not { } feed)
                return "There is no such channel.";

            await using var connection = await OpenAsync(cancellation);
            sending = true;
            Enter(SimulcastState.Live);
            metrics.Live(aim.Channel, aim.Target, 1);
            _rate.Begin();
            Interlocked.Increment(ref _starts);
            PushBegan(logger, aim.Channel, aim.Target, aim.Url.Shown);
            return await SendAsync(feed, connection, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // An operator holds the target back, or the host stops.
            return null;
        }
        catch (OperationCanceledException)
        {
            return sending ? "The target has stopped reading." : "The target does not answer.";
        }
        catch (AuthenticationException exception)
        {
            return $"The target's certificate is not trusted: {exception.Message}";
        }
        catch (PushRefusedException exception)
        {
            _refused = exception.ByTarget;
            return exception.Message;
        }
        catch (Exception exception) when (exception is RtmpProtocolException or SocketException or IOException)
        {
            return exception.Message;
        }
        catch (Exception exception)
        {
            // A fault of this host is tried again like any other.
            PushFaulted(logger, exception, aim.Channel, aim.Target);
            return "A fault of this host: see PushFaulted in its log.";
        }
        finally
        {
            if (sending)
                metrics.Live(aim.Channel, aim.Target, -1);
        }
    }

    private async Task<PushConnection> OpenAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        return await PushConnection.OpenAsync(aim.Url, aim.AllowLocal, either.Token);
    }

    private async Task<string> SendAsync(FlvFeed feed, PushConnection connection, CancellationToken cancellation)
    {
        using var reader = feed.Read(maxLag);
        while (true)
        {
            var skipped = reader.Skipped;
            while (reader.Next() is { } batch)
            {
                if (reader.Skipped > skipped)
                {
                    metrics.Dropped(aim.Channel, aim.Target, reader.Skipped - skipped);
                    Interlocked.Add(ref _drops, reader.Skipped - skipped);
                    skipped = reader.Skipped;
                }

                using var limit = new CancellationTokenSource(options.WriteTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
                var bytes = await connection.SendAsync(batch, either.Token);
                Interlocked.Add(ref _bytes, bytes);
                metrics.Sent(aim.Channel, aim.Target, bytes);
                _rate.Add(bytes);
            }

            if (reader.Ended)
                return "The channel has ended.";
            await Task.WhenAny(reader.WaitAsync(cancellation), connection.Over);
            cancellation.ThrowIfCancellationRequested();
            if (connection.Over.IsCompleted)
            {
                await connection.Over;
                return "The target closed the connection.";
            }
        }
    }

    private void Enter(SimulcastState state, string? reason = null, DateTimeOffset? retryAt = null)
    {
        lock (_gate)
        {
            if (_state != state)
                _since = time.GetUtcNow();
            (_state, _reason, _retryAt) = (state, reason, retryAt);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "PushBegan", Message = "{Channel} is sent to {Target} ({Url})")]
    private static partial void PushBegan(ILogger logger, string channel, string target, string url);

    [LoggerMessage(
        Level = LogLevel.Error, EventName = "PushFaulted",
        Message = "{Channel} could not be sent to {Target}, and is tried again")]
    private static partial void PushFaulted(ILogger logger, Exception exception, string channel, string target);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "PushFailed", Message = "{Channel} is not sent to {Target} ({Url}): {Reason} Next attempt in {Seconds:0.#} s")]
    private static partial void PushFailed(ILogger logger, string channel, string target, string url, string reason, double seconds);
}
