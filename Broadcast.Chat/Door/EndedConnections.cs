using Broadcast.Chat.Live;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Door;

/// <summary>
/// Closes connections whose token has expired or was revoked, within a second, including those that only listen and never make the call
/// that would be refused. Their clients reconnect with another token, or are refused.
/// </summary>
internal sealed class EndedConnections(RoomLifetime lifetime, RevokedSessions revoked, TimeProvider time, ILogger<EndedConnections> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var connection in lifetime.Connections)
                _guard.Try("Closing a connection whose token has ended", () => CloseIfEnded(connection));
    }

    private void CloseIfEnded(RoomConnection connection)
    {
        if (revoked.HasEnded(connection.Caller))
            connection.Close();
    }
}
