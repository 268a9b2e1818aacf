using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Live;

/// <summary>
/// Puts back what moderators and anchors have set, from the facts, when Redis has lost it, and ends the bans that a restored database does not
/// have. Every node of the room tries, and the script lets one do it. Until then <c>Judge.lua</c> goes by the facts, so that a closed room
/// stays closed.
/// </summary>
internal sealed class StandingFacts(FactsReader facts, ModerationStore modes, PinStore pins)
{
    private readonly ConcurrentDictionary<RoomId, long> _agreed = [];

    /// <summary>Costs nothing while the room has what the facts say, or something newer.</summary>
    /// <param name="room">The room, as this node knows it.</param>
    /// <param name="loaded">True when its log has just been read whole: then Redis is asked in any case.</param>
    public async Task RestoreAsync(LiveRoom room, bool loaded)
    {
        var (view, set) = (facts.Current, room.SetAt);
        if (view.Facts.Lineage > _agreed.GetValueOrDefault(room.Id) && view.HasEveryRestriction)
        {
            await modes.AgreeAsync(room.Id, view.Facts.Lineage, view.RestrictedIn(room.Id));
            _agreed[room.Id] = view.Facts.Lineage;
        }

        if (view.Mode(room.Id) is { } mode && (loaded || mode.Since > set.Mode))
            await modes.RestoreModeAsync(mode);
        if (view.StageOf(room.Id) is { } stage && view.Pin(stage.Id) is { } pin && (loaded || pin.Since > set.Pin))
            await pins.RestoreAsync(pin);
    }
}
