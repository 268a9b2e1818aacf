using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// What a relay should have on air: its rundown's slot, or what was put there by hand, until the next slot begins or, when it is held, until
/// it is released. Knows nothing of media. Guarded by the relay's gate.
/// </summary>
internal sealed class RelayPlan(FestivalId festival)
{
    /// <summary>How the begin of a slot is named among its cues.</summary>
    private const string Start = "start";

    private Rundown _rundown = Rundown.Empty;

    /// <summary>The slot with which what was put on air by hand ends unless it is held; null when none follows.</summary>
    private SlotFact? _until;

    /// <summary>What is on air in place of the rundown; null while the rundown decides.</summary>
    public RelayByHand? ByHand { get; private set; }

    public bool Held => ByHand?.Hold is not null;

    /// <summary>When the rundown resumes by itself, Unix milliseconds; null while it decides or is held off, and when no slot follows.</summary>
    public long? ResumesAt => ByHand is { Hold: null } ? _until?.Start : null;

    /// <summary>After a restart, restores what was put on air by hand: what is held, and what no slot has ended meanwhile.</summary>
    public void Resume(RelayState? last, DateTimeOffset now)
    {
        if (last?.ByHand is not { } hand)
            return;

        var ended = last.ResumesAt <= now.ToUnixTimeMilliseconds() || _rundown.BeganBetween(DateTimeOffset.FromUnixTimeMilliseconds(hand.Since), now);
        if (hand.Hold is not null || !ended)
            Put(hand, now);
    }

    public void Replace(Rundown rundown, DateTimeOffset now)
    {
        // A change may come between a slot's start and the timer: a take ended at that start and must not last into the slot.
        EndTake(now);
        _rundown = rundown;
        _until = rundown.NextAfter(now);
    }

    /// <summary>Puts the stage, or with null the slate, on air until the next slot begins. A hold stays, and holds that from now on.</summary>
    public void Take(StageId? stage, EventAuthor? by, DateTimeOffset now)
    {
        EndTake(now);
        Put(new RelayByHand { Stage = stage, By = Known(by, stage), Since = now.ToUnixTimeMilliseconds(), Hold = ByHand?.Hold }, now);
    }

    /// <summary>Keeps the stage, or with null the slate, on air past the ends of slots. Of two who hold, the first one's name stays.</summary>
    public void Hold(StageId? stage, EventAuthor? by, DateTimeOffset now)
    {
        EndTake(now);
        var (author, since) = (Known(by, stage), now.ToUnixTimeMilliseconds());
        var hand = ByHand is { } taken && taken.Stage == stage ? taken : new RelayByHand { Stage = stage, By = author, Since = since };
        Put(hand with { Hold = ByHand?.Hold ?? new RelayHold(author, since) }, now);
    }

    /// <summary>Ends a hold, so that the rundown decides; without one nothing changes.</summary>
    public void Release()
    {
        if (Held)
            Return();
    }

    /// <summary>Ends all that was done by hand: the rundown decides.</summary>
    public void Return() => ByHand = null;

    /// <summary>What should be on air now; ends a take whose time is over.</summary>
    public Wanted At(DateTimeOffset now)
    {
        EndTake(now);
        var slot = _rundown.At(now);
        if (ByHand is { } hand)
            return new Wanted(hand.Stage, slot?.Id, hand.By);
        var planned = slot is null ? Actor.Rule(Rules.ChannelPlays) : Actor.Rundown(festival, slot, Start);
        return new Wanted(slot?.Stage, slot?.Id, planned.Author);
    }

    public SlotFact? NextSlot(DateTimeOffset now) => _rundown.NextAfter(now);

    /// <summary>When the result of <see cref="At"/> may change next; null if it will not.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now) => _rundown.NextChange(now);

    private void Put(RelayByHand hand, DateTimeOffset now) => (ByHand, _until) = (hand, _rundown.NextAfter(now));

    private void EndTake(DateTimeOffset now)
    {
        if (ResumesAt <= now.ToUnixTimeMilliseconds())
            ByHand = null;
    }

    private static EventAuthor Known(EventAuthor? by, StageId? stage) => by ?? Actor.Rule(Rules.ChannelPlays, stage).Author;
}

/// <param name="Stage">Null when nothing is to be on air but the slate.</param>
/// <param name="Slot">The current slot, also while another stage is on air by hand.</param>
/// <param name="By">Who wants it: the rundown, or who has put it on air by hand.</param>
internal readonly record struct Wanted(StageId? Stage, SlotId? Slot, EventAuthor By);
