using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Rooms.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Sends a node's connections away before it stops: nobody is let in any more, and batch after batch is told to come back elsewhere.
/// Without this all would be cut off in one moment and come back in one moment.
/// </summary>
internal sealed partial class HubDrain(HubGate gate, RoomLifetime lifetime, IOptions<AdmissionOptions> options, TimeProvider time, ILogger<HubDrain> logger)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Fewer than this at a time would make a small node's end slow for nothing.</summary>
    private const int SmallestBatch = 50;

    /// <summary>How long a client may wait before it comes back, at most, milliseconds.</summary>
    private const int LongestDelay = 1000;

    /// <summary>For the last ones to leave by themselves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        gate.Close();
        var connections = lifetime.Connections.ToArray();
        if (connections.Length == 0)
            return;

        Begins(logger, connections.Length, options.Value.DrainTime);
        Random.Shared.Shuffle(connections);
        var steps = Math.Max(1, (int)(options.Value.DrainTime / Step));
        foreach (var batch in connections.Chunk(Math.Max(SmallestBatch, (connections.Length + steps - 1) / steps)))
        {
            Tell(batch);
            await Task.Delay(Step, time);
        }

        // Those who were on their way in when the door was closed.
        Tell(lifetime.Connections.Except(connections));

        var told = time.GetTimestamp();
        while (lifetime.Connections.Any() && time.GetElapsedTime(told) < Patience)
            await Task.Delay(Step, time);
    }

    private void Tell(IEnumerable<RoomConnection> connections)
    {
        foreach (var connection in connections)
        {
            var message = new InvocationMessage(nameof(IRoomClient.Reconnect), [Random.Shared.Next(LongestDelay)]);
            connection.TryTell(new SerializedHubMessage(message), time.GetTimestamp());
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} connections are sent away within {Time}")]
    private static partial void Begins(ILogger logger, int count, TimeSpan time);
}
