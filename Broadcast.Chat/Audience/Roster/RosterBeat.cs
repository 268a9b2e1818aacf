using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>
/// Reports to Redis which village sites are in a room on this node: once a second those that came or left, and each that stays once every
/// <see cref="RosterOptions.Every"/>.
/// </summary>
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

    private async Task TryAsync(Func<IReadOnlyList<SiteReport>> reports, CancellationToken cancellation)
    {
        try
        {
            var due = reports();
            foreach (var batch in due.Chunk(RosterStore.Batch))
                sites.MarkSent(batch, await store.SendAsync(room, today(), batch).WaitAsync(cancellation));
            if (due.Count > 0)
                await store.ExpireAsync(room).WaitAsync(cancellation);
            _away = false;
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is OperationCanceledException)
        {
            // What was not sent stays due.
            if (!_away)
                Away(logger, room, exception.Message);
            _away = true;
        }
        catch (Exception exception)
        {
            Failed(logger, room, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster of room {Room} is not updated because Redis is away: {Reason}")]
    private static partial void Away(ILogger logger, RoomId room, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Updating the roster of room {Room} failed; unsent reports stay due")]
    private static partial void Failed(ILogger logger, RoomId room, Exception exception);
}
