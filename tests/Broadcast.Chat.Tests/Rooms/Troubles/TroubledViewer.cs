using System.Diagnostics;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Broadcast.Chat.Tests.Rooms.Troubles;

/// <summary>
/// A viewer who always comes back, at whatever node lives, with the position it has; one loop owns all that it knows. It remembers what it
/// was told since its last resync, and when those were.
/// </summary>
internal sealed class TroubledViewer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly Func<Uri> _hub;
    private readonly string _token;
    private readonly RoomId _room;
    private readonly Sightings _sightings;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Lock _gate = new();
    private readonly List<RoomEvent> _events = [];
    private readonly List<long> _resyncs = [];
    private readonly List<string> _faults = [];
    private volatile HubConnection? _connection;
    private Position? _position;

    public TroubledViewer(Func<Uri> hub, string token, RoomId room, Sightings sightings)
    {
        (_hub, _token, _room, _sightings) = (hub, token, room, sightings);
        _running = Task.Run(RunAsync);
    }

    public Position? Position
    {
        get
        {
            lock (_gate)
                return _position;
        }
    }

    /// <summary>Where it began to follow: at its first join, or its last resync.</summary>
    public long Start { get; private set; }

    /// <summary>The newest answer to Join.</summary>
    public JoinResult Joined { get; private set; } = null!;

    /// <summary>Chat that it was told it did not get, since <see cref="Start"/>.</summary>
    public long Skipped { get; private set; }

    public int Joins { get; private set; }

    /// <summary>Since <see cref="Start"/>.</summary>
    public IReadOnlyList<RoomEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Timestamps of the clock.</summary>
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
                return [.. _faults];
        }
    }

    /// <summary>Cuts its connection, if it has one.</summary>
    public async Task CutAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
    }

    /// <summary>Says it until it is acknowledged; false when <paramref name="stop"/> came first.</summary>
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
                // Not in the room yet, Redis away, or the connection cut: whether it was said shows when it is said again.
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
                // The node is gone, or the connection: the next one may live.
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
        await JoinAsync(connection);
        await foreach (var frame in frames.ReadAllAsync(_stop.Token))
        {
            if (!Take(frame))
                await JoinAsync(connection);
        }
    }

    private async Task JoinAsync(HubConnection connection)
    {
        while (true)
        {
            try
            {
                Enter(await connection.InvokeAsync<JoinResult>("Join", _room, Position, _stop.Token));
                return;
            }
            catch (HubException paused) when (paused.Message.Contains("room.paused", StringComparison.Ordinal))
            {
                await Task.Delay(Pause, _stop.Token);
            }
        }
    }

    private void Enter(JoinResult joined)
    {
        lock (_gate)
        {
            Joined = joined;
            Joins++;
            if (joined.Resync)
                _resyncs.Add(Stopwatch.GetTimestamp());
            if (joined.Resync || _position is null)
            {
                _events.Clear();
                (Start, Skipped) = (joined.Offset, 0);
            }
            else
            {
                Skipped += joined.Skipped;
                Keep(joined.Epoch, joined.Events);
            }

            _position = new Position { Epoch = joined.Epoch, Offset = joined.Offset };
        }
    }

    /// <summary>False when there is a hole before the frame, or another epoch.</summary>
    private bool Take(EventBatch frame)
    {
        lock (_gate)
        {
            if (frame.Epoch != _position!.Epoch || frame.From > _position.Offset)
                return false;
            if (frame.To <= _position.Offset)
                return true; // Of the seat before, or nothing but counts.

            if (frame.From < _position.Offset)
                _faults.Add($"A frame from {frame.From} to {frame.To} came at {_position.Offset}.");
            Keep(frame.Epoch, frame.Events);
            Skipped += frame.Skipped;
            _position = _position with { Offset = frame.To };
            return true;
        }
    }

    private void Keep(string epoch, IReadOnlyList<RoomEvent> events)
    {
        foreach (var item in events)
        {
            if (_events.Count > 0 && item.Offset <= _events[^1].Offset)
                _faults.Add($"Event {item.Offset} came after {_events[^1].Offset}.");
            _events.Add(item);
            _sightings.See(epoch, item);
        }
    }
}
