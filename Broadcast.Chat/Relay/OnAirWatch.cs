using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Relay;

/// <summary>
/// Says again what is on air in a relay's log that has begun anew. The playout announces each cut itself; this speaks only when a log is
/// without any announcement for some seconds after the cut.
/// </summary>
internal sealed class OnAirWatch(RoomLog log, ProjectionStore store, IRoomAnnouncer announcer, LiveState state, IOptions<RoomOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The root of each relay's log that is known to have an announcement.</summary>
    private readonly ConcurrentDictionary<RoomId, string> _announced = [];

    public async Task LookAsync(RelayFactRoom relay)
    {
        var root = (await store.ReadAsync(relay.Room)).Root;
        if (_announced.GetValueOrDefault(relay.Room) == root || await state.RelayAsync(relay.Channel) is not { OnAir: { } stage } onAir)
            return;

        var control = await log.ReadAsync(relay.Room, LogLane.Control, 0, long.MaxValue, options.Value.ControlLength);
        if (!control.Any(item => item.Data is StageOnAir))
        {
            if (time.GetUtcNow().ToUnixTimeMilliseconds() - onAir.Since < Patience.TotalMilliseconds)
                return;
            await announcer.AnnounceAsync(
                relay.Room, new StageOnAir { Stage = stage, Slot = onAir.Slot }, onAir.Since, $"again:{root}", CancellationToken.None);
        }

        _announced[relay.Room] = root;
    }
}
