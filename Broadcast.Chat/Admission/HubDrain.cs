using Broadcast.Chat.Contracts;
using Broadcast.Chat.Door;
using Broadcast.Chat.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

/// <summary>
/// Sends a node's connections away before it stops: nobody is let in any more, and batch after batch is told to reconnect elsewhere.
/// Without this, all would be cut off and come back at the same moment.
/// </summary>
internal sealed partial class HubDrain(HubGate gate, RoomLifetime lifetime, IOptions<AdmissionOptions> options, TimeProvider time, ILogger<HubDrain> logger)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    /// <summary>Smaller batches would only make a small node stop later.</summary>
    private const int SmallestBatch = 50;

    /// <summary>The longest time that a client waits before it comes back, milliseconds.</summary>
    private const int LongestDelay = 1000;

    /// <summary>How long the last clients may take to leave by themselves.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task RunAsync()
    {
        gate.Close();
        var connections = lifetime.Connections.ToArray();
        if (connections.Length == 0 && gate.Count == 0)
            return;

        Begins(logger, connections.Length, options.Value.DrainTime);
        Random.Shared.Shuffle(connections);
        var steps = Math.Max(1, (int)(options.Value.DrainTime / Step));
        foreach (var batch in connections.Chunk(Math.Max(SmallestBatch, (connections.Length + steps - 1) / steps)))
        {
            SendReconnect(batch);
            await Task.Delay(Step, time);
        }

        var (told, sent) = (connections.ToHashSet(), time.GetTimestamp());
        while (gate.Count > 0 && time.GetElapsedTime(sent) < Patience)
        {
            // Connections that were still on their way in when the gate closed: the hub learns of each a moment after its client does.
            SendReconnect(lifetime.Connections.Where(told.Add));
            await Task.Delay(Step, time);
        }
    }

    private void SendReconnect(IEnumerable<RoomConnection> connections)
    {
        foreach (var connection in connections)
        {
            var message = new InvocationMessage(nameof(IRoomClient.Reconnect), [Random.Shared.Next(LongestDelay)]);
            connection.TrySend(new SerializedHubMessage(message), time.GetTimestamp());
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining: {Count} connections are told to reconnect elsewhere within {Time}")]
    private static partial void Begins(ILogger logger, int count, TimeSpan time);
}
