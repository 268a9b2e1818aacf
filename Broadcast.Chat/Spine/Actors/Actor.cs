using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Spine.Actors;

/// <summary>
/// Who acts, and why: a caller by a verified token, the rundown by a cue, or a rule of the service. Commands take an actor and not a caller, so
/// that whoever acts goes through the same handler; events, outcomes and rows keep it. Only these makers make one, so what it may do
/// (<see cref="ActorRights"/>) is never more than what they were given.
/// </summary>
internal sealed record Actor
{
    private Actor(EventAuthor author, Caller? caller, StageId? stage) => (Author, Caller, Stage) = (author, caller, stage);

    /// <summary>How events, outcomes and rows name it.</summary>
    public EventAuthor Author { get; }

    /// <summary>Whose token it acts by; null for the rundown and for rules.</summary>
    public Caller? Caller { get; }

    /// <summary>The stage for which the rundown or a rule acts; null for callers, whose tokens say it.</summary>
    public StageId? Stage { get; }

    public ViewerId Id => Author.Id;

    /// <summary>One of <see cref="ActorKinds"/>.</summary>
    public string Kind => Author.Kind!;

    /// <summary>Somebody who calls.</summary>
    public static Actor Of(Caller caller)
    {
        var kind = caller.Kind switch
        {
            CallerKind.Staff => ActorKinds.Staff,
            CallerKind.Site => ActorKinds.Site,
            _ => ActorKinds.Person,
        };
        return new Actor(new EventAuthor { Id = caller.Id, Name = caller.Name, Role = caller.Badge, Kind = kind }, caller, stage: null);
    }

    /// <summary>The rundown of a festival, in one of its slots: it acts for the slot's stage.</summary>
    /// <param name="festival">Whose rundown it is.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="cue">The cue of the slot that asks for it.</param>
    public static Actor Rundown(FestivalId festival, SlotFact slot, string cue) =>
        Named(ActorKinds.Rundown, festival.Value, slot.Title, $"{slot.Id}/{cue}", slot.Stage);

    /// <summary>A rule of the service.</summary>
    /// <param name="rule">One of <see cref="Rules"/>.</param>
    /// <param name="stage">The stage for which it acts; null for none, where it may do nothing that needs one.</param>
    public static Actor Rule(string rule, StageId? stage = null) => Named(ActorKinds.Rule, rule, rule, rule, stage);

    private static Actor Named(string kind, string id, string name, string why, StageId? stage) =>
        new(new EventAuthor { Id = ViewerId.Parse($"{kind}:{id}"), Name = name, Kind = kind, Why = $"{kind}:{why}" }, caller: null, stage);
}
