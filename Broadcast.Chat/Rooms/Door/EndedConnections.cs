using Broadcast.Chat.Hosting;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>
/// Closes connections whose token has ended, also those that only listen: a call would find it out, and they make none. Their clients
/// come back with another token, or are refused.
/// </summary>
internal sealed class EndedConnections(RoomLifetime lifetime, RevokedSessions revoked, TimeProvider time, ILogger<EndedConnections> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var connection in lifetime.Connections)
                    _guard.Try("Closing a connection whose token has ended", () => Look(connection));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node is stopping.
        }
    }

    private void Look(RoomConnection connection)
    {
        if (revoked.HasEnded(connection.Caller))
            connection.Close();
    }
}
