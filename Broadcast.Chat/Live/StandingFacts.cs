using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Spine.Facts;

namespace Broadcast.Chat.Live;

/// <summary>
/// Puts back what moderators and anchors have set, from the facts, when Redis has lost it, and ends the bans that a restored database does not
/// have, or that were lifted while the room was not reached. Every node of the room tries, and the script lets one do it. Until then
/// <c>Judge.lua</c> goes by the facts, so that a closed room stays closed.
/// </summary>
internal sealed class StandingFacts(FactsReader facts, ModerationStore modes, RestrictionStore restrictions, PinStore pins, TimeProvider time)
{
    /// <summary>How often lifts are looked at again: a copy of a restriction may come late, from a node that could not reach the room.</summary>
    private static readonly TimeSpan LiftsAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<RoomId, long> _agreed = [];
    private readonly ConcurrentDictionary<RoomId, (FactsView View, long At)> _lifted = [];

    /// <summary>Costs nothing while the room has what the facts say, or something newer.</summary>
    /// <param name="room">The room, as this node knows it.</param>
    /// <param name="loaded">True when its log has just been read whole: then Redis is asked in any case.</param>
    public async Task RestoreAsync(LiveRoom room, bool loaded)
    {
        var (view, set) = (facts.Current, room.SetAt);
        if (view.Facts.Lineage > _agreed.GetValueOrDefault(room.Id) && view.HasEveryRestriction)
        {
            await restrictions.AgreeAsync(room.Id, view.Facts.Lineage, view.RestrictedIn(room.Id));
            _agreed[room.Id] = view.Facts.Lineage;
        }

        var before = _lifted.GetValueOrDefault(room.Id);
        if (view.Facts.Lifts.Count > 0 && (loaded || before.View != view || time.GetElapsedTime(before.At) > LiftsAgain))
        {
            await restrictions.EndLiftedAsync(room.Id, view.Facts.Lifts);
            _lifted[room.Id] = (view, time.GetTimestamp());
        }

        if (view.Mode(room.Id) is { } mode && (loaded || mode.Since > set.Mode))
            await modes.RestoreModeAsync(mode);
        if (view.StageOf(room.Id) is { } stage && view.Pin(stage.Id) is { } pin && (loaded || pin.Since > set.Pin))
            await pins.RestoreAsync(pin);
    }
}
