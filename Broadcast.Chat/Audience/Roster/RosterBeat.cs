using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>Tells Redis which village sites are in a room on this node: once a second who came and left, and each that stays in its turn.</summary>
internal sealed partial class RosterBeat(RoomId room, RoomSites sites, RosterStore store, Func<AudienceDay> today, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private bool _away;

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await TryAsync(() => sites.Due(store.Options.Every), CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node is stopping.
        }

        using var patience = new CancellationTokenSource(Patience, time);
        await TryAsync(sites.Farewell, patience.Token);
    }

    private async Task TryAsync(Func<IReadOnlyList<SiteWord>> words, CancellationToken cancellation)
    {
        try
        {
            var due = words();
            foreach (var batch in due.Chunk(RosterStore.Batch))
                sites.Told(batch, await store.TellAsync(room, today(), batch).WaitAsync(cancellation));
            if (due.Count > 0)
                await store.ExpireAsync(room).WaitAsync(cancellation);
            _away = false;
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is OperationCanceledException)
        {
            // What was not told stays due.
            if (!_away)
                Away(logger, room, exception.Message);
            _away = true;
        }
        catch (Exception exception)
        {
            Failed(logger, room, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster of room {Room} is not told: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The roster of room {Room} could not be told")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);
}
