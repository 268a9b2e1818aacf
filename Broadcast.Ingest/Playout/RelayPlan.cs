using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// What a relay should have on air: its rundown's slot, or an operator's take until the next slot begins. Knows nothing of media. Guarded
/// by the relay's gate.
/// </summary>
internal sealed class RelayPlan(FestivalId festival)
{
    /// <summary>How the begin of a slot is named among its cues.</summary>
    private const string Start = "start";

    private Rundown _rundown = Rundown.Empty;
    private Taken? _take;

    /// <summary>After a restart, restores a take that was in force within the current slot.</summary>
    public void Resume(RelayState? last, DateTimeOffset now)
    {
        var slot = _rundown.At(now);
        if (last is { OnAir: { } stage } && stage != slot?.Stage && last.Slot == slot?.Id
            && !_rundown.BeganBetween(DateTimeOffset.FromUnixTimeMilliseconds(last.Since), now))
            Take(stage, last.By is { Kind: not ActorKinds.Rundown } taker ? taker : null, now);
    }

    public void Replace(Rundown rundown, DateTimeOffset now)
    {
        // A change may come between a slot's start and the timer: the take ended at that start and must not last into the slot.
        EndTake(now);
        _rundown = rundown;
        if (_take is { } take)
            _take = take with { Until = rundown.NextAfter(now) };
    }

    /// <summary>Puts the stage on air until the next slot begins.</summary>
    public void Take(StageId stage, EventAuthor? by, DateTimeOffset now) =>
        _take = new Taken(stage, by ?? Actor.Rule(Rules.ChannelPlays, stage).Author, _rundown.NextAfter(now));

    /// <summary>What should be on air now; ends a take whose time is over.</summary>
    public Wanted At(DateTimeOffset now)
    {
        EndTake(now);
        var slot = _rundown.At(now);
        var planned = slot is null ? Actor.Rule(Rules.ChannelPlays) : Actor.Rundown(festival, slot, Start);
        return new Wanted(_take?.Stage ?? slot?.Stage, slot?.Id, _take?.By ?? planned.Author);
    }

    public SlotFact? NextSlot(DateTimeOffset now) => _rundown.NextAfter(now);

    /// <summary>When the result of <see cref="At"/> may change next; null if it will not.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now) => _rundown.NextChange(now);

    private void EndTake(DateTimeOffset now)
    {
        if (_take is { Until: { } until } && until.Start <= now.ToUnixTimeMilliseconds())
            _take = null;
    }

    private sealed record Taken(StageId Stage, EventAuthor By, SlotFact? Until);
}

/// <param name="Stage">Null when nothing is planned.</param>
/// <param name="Slot">The current slot, also while a take is in force.</param>
/// <param name="By">Who wants it: the rundown, or who has taken the stage.</param>
internal readonly record struct Wanted(StageId? Stage, SlotId? Slot, EventAuthor By);
