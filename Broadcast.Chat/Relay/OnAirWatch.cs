using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;

namespace Broadcast.Chat.Relay;

/// <summary>
/// Says again what is on air when a relay's room names another stage than Ingest plays, or none. The playout announces each cut itself; this
/// speaks only when that does not come, or Redis has lost it. Used by one loop.
/// </summary>
internal sealed partial class OnAirWatch(ProjectionStore store, TimeProvider time, ILogger<OnAirWatch> logger)
{
    /// <summary>For how long the playout's own announcement is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The same when what Ingest plays is older than what the room says: then Redis may have lost the newer, which Ingest writes again.</summary>
    private static readonly TimeSpan PatienceWithOlder = TimeSpan.FromSeconds(30);

    /// <summary>What differs in each relay, and since when.</summary>
    private readonly Dictionary<RoomId, (Difference Difference, long At)> _differences = [];

    /// <param name="relay">The relay.</param>
    /// <param name="moment">Its room.</param>
    /// <param name="playing">What Ingest plays; null when Redis has lost that.</param>
    public async Task LookAsync(RelayFactRoom relay, RelayMoment moment, RelayState? playing)
    {
        var said = moment.Picture.OnAir;
        if (playing?.OnAir is not { } stage || (said?.Data as StageOnAir)?.Stage == stage)
        {
            _differences.Remove(relay.Room);
            return;
        }

        var difference = new Difference(stage, playing.Since, moment.Epoch, said?.Offset ?? 0);
        if (!_differences.TryGetValue(relay.Room, out var known) || known.Difference != difference)
            _differences[relay.Room] = known = (difference, time.GetTimestamp());
        if (time.GetElapsedTime(known.At) < (said?.ShowAt >= playing.Since ? PatienceWithOlder : Patience))
            return;

        var onAir = new NewEvent(new StageOnAir { Stage = stage, Slot = playing.Slot }, playing.Since, playing.By ?? Actor.Rule(Rules.ChannelPlays, stage).Author);
        if (await store.AnnounceAsync(relay.Room, moment, onAir, $"onair:{stage}:{playing.Since}"))
            SaidAgain(logger, relay.Room, stage);
    }

    private readonly record struct Difference(StageId Playing, long Since, string Epoch, long Said);

    [LoggerMessage(EventName = nameof(SaidAgain), Level = LogLevel.Warning, Message = "Room {Room} did not say that {Stage} is on air: it was said again")]
    private static partial void SaidAgain(ILogger logger, RoomId room, StageId stage);
}
