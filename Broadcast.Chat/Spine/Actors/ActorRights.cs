using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Spine.Actors;

/// <summary>
/// What an actor may do: the one place that decides it. Staff may do what their tokens say. The rundown and rules may do on their own stage what
/// its anchors may, and nothing anywhere else. Persons and sites act for no stage.
/// </summary>
internal static class ActorRights
{
    /// <summary>Pin, ask, open polls, close and reveal on a stage.</summary>
    public static bool MayActFor(this Actor actor, StageId stage) => actor.Kind switch
    {
        ActorKinds.Staff => actor.Caller!.MayActFor(stage),
        ActorKinds.Rundown or ActorKinds.Rule => actor.Stage == stage,
        _ => false,
    };

    /// <summary>The <see cref="ModerationRights"/> that it has in a room.</summary>
    /// <param name="actor">Whose rights are asked for.</param>
    /// <param name="stage">The stage of the room; null for a relay's room.</param>
    public static IReadOnlyList<string> Moderates(this Actor actor, StageId? stage) => actor.Kind switch
    {
        ActorKinds.Staff => ModerationRights.Of(actor.Caller!, stage),
        ActorKinds.Rundown or ActorKinds.Rule => stage is not null && actor.Stage == stage ? ModerationRights.OfAnchors : [],
        _ => [],
    };

    /// <summary>The kinds of restrictions that it may impose, and may end.</summary>
    /// <inheritdoc cref="Moderates"/>
    public static IReadOnlyList<string> Restricts(this Actor actor, StageId? stage) =>
        [.. RestrictionKinds.All.Intersect(actor.Moderates(stage), StringComparer.Ordinal)];

    /// <summary>Change a festival's rundown and the keys of its stages: operators, and the demo, which has nobody to do it.</summary>
    public static bool MayOperate(this Actor actor) =>
        actor.Caller?.Roles.Contains(Roles.Operator) == true || (actor.Kind == ActorKinds.Rule && actor.Author.Name == Rules.Demo);

    /// <summary>True when its bans and shadows hold in all rooms.</summary>
    public static bool ModeratesEverywhere(this Actor actor) => actor is { Kind: ActorKinds.Staff, Caller: { } caller } && ModerationRights.IsEverywhere(caller);
}
