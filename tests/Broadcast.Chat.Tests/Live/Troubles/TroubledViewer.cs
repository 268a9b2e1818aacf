using System.Diagnostics;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Live.Troubles;

/// <summary>
/// A viewer who reconnects to any live node, with its position, whenever its connection ends. Remembers the events since its last resync,
/// and when it was told to resync. One loop changes this state.
/// </summary>
internal sealed class TroubledViewer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly Func<Uri> _hub;
    private readonly string _token;
    private readonly RoomId _room;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Lock _gate = new();
    private readonly HeardLog _log = new();
    private readonly List<long> _resyncs = [];
    private volatile HubConnection? _connection;

    public TroubledViewer(Func<Uri> hub, string token, RoomId room, Sightings sightings)
    {
        (_hub, _token, _room) = (hub, token, room);
        _log.Kept += sightings.Record;
        _running = Task.Run(RunAsync);
    }

    public Position? Position
    {
        get
        {
            lock (_gate)
                return _log.Position;
        }
    }

    /// <inheritdoc cref="HeardLog.Start"/>
    public long Start => _log.Start;

    /// <summary>The newest answer to Join.</summary>
    public JoinResult Joined { get; private set; } = null!;

    /// <inheritdoc cref="HeardLog.Skipped"/>
    public long Skipped => _log.Skipped;

    public int Joins { get; private set; }

    /// <summary>The events after <see cref="Start"/>.</summary>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _log.Events.Where(item => item.Offset > Start)];
        }
    }

    /// <summary>When it was told to resync: timestamps of <see cref="Stopwatch"/>.</summary>
    public IReadOnlyList<long> Resyncs
    {
        get
        {
            lock (_gate)
                return [.. _resyncs];
        }
    }

    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate)
                return [.. _log.Faults];
        }
    }

    /// <summary>Cuts its connection, if it has one.</summary>
    public async Task CutAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    /// <summary>Sends a message until it is acknowledged; false when <paramref name="stop"/> came first.</summary>
    public async Task<bool> SayAsync(string text, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (_connection is { State: HubConnectionState.Connected } connection)
                {
                    await connection.InvokeAsync<Appended>("Say", text, text, CancellationToken.None);
                    return true;
                }
            }
            catch (Exception exception) when (exception is not AssertionException)
            {
                // Not in the room yet, Redis away, or the connection cut. The next try has the same id and appends no message twice.
            }

            await Task.Delay(Pause, CancellationToken.None);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await CutAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = RoomUser.Build(_hub(), _token);
                var frames = Channel.CreateBounded<EventBatch>(10_000);
                connection.On<EventBatch>(nameof(IRoomClient.Events), frame => frames.Writer.TryWrite(frame));
                connection.Closed += _ =>
                {
                    frames.Writer.TryComplete();
                    return Task.CompletedTask;
                };
                await connection.StartAsync(_stop.Token);
                _connection = connection;
                await FollowAsync(connection, frames.Reader);
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                // The node or the connection is gone: the next attempt may succeed.
                await Task.Delay(Pause, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // The test is over.
            }
        }
    }

    private async Task FollowAsync(HubConnection connection, ChannelReader<EventBatch> frames)
    {
        await JoinAsync(connection, again: false);
        await foreach (var frame in frames.ReadAllAsync(_stop.Token))
        {
            if (!Accept(frame))
                await JoinAsync(connection, again: true);
        }
    }

    private async Task JoinAsync(HubConnection connection, bool again)
    {
        while (true)
        {
            try
            {
                Enter(await connection.InvokeAsync<JoinResult>("Join", _room, Position, _stop.Token), again);
                return;
            }
            catch (HubException paused) when (paused.Message.Contains("room.paused", StringComparison.Ordinal))
            {
                await Task.Delay(Pause, _stop.Token);
            }
        }
    }

    private void Enter(JoinResult joined, bool again)
    {
        lock (_gate)
        {
            Joined = joined;
            Joins++;
            if (joined.Resync)
                _resyncs.Add(Stopwatch.GetTimestamp());
            _log.Enter(joined, again);
        }
    }

    /// <summary>False when the frame does not follow what was heard: the viewer must join again.</summary>
    private bool Accept(EventBatch frame)
    {
        lock (_gate)
            return _log.Accept(frame);
    }
}
