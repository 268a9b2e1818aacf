using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms.Door;

/// <summary>
/// Gives every hub connection its <see cref="RoomConnection"/>. SignalR's own groups and backplane are not used: a group send awaits its
/// slowest member.
/// </summary>
internal sealed class RoomLifetime(
    ILogger<DefaultHubLifetimeManager<RoomHub>> logger, IOptions<RoomOptions> options, ChatMetrics metrics, TimeProvider time)
    : DefaultHubLifetimeManager<RoomHub>(logger)
{
    private const int CallsBurst = 4;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var caller = Caller.From(connection.User) ?? throw new HubException("auth.required: A valid token is needed.");
        var (calls, chat, burst) = (options.Value.CallsPerSecond, options.Value.ChatPerSecond, options.Value.ChatBurst);
        connection.Items[typeof(RoomConnection)] = new RoomConnection(
            connection, caller, new TokenBucket(calls, calls * CallsBurst, time), new TokenBucket(chat, burst, time));
        metrics.Connections.Add(1);
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Items.TryGetValue(typeof(RoomConnection), out var known))
        {
            RoomEntry.Leave((RoomConnection)known!, forGood: true);
            metrics.Connections.Add(-1);
        }

        return base.OnDisconnectedAsync(connection);
    }
}
