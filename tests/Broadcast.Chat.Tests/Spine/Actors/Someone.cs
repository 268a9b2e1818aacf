using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Tests.Spine.Actors;

/// <summary>Actors of every kind.</summary>
internal static class Someone
{
    public static Actor Operator { get; } = Of("staff:wang", CallerKind.Staff, Roles.Operator);

    /// <summary>A cue of a slot on this stage.</summary>
    public static Actor Cue(StageId stage) => Actor.Rundown(
        FestivalId.Parse("festival"), new SlotFact { Id = SlotId.Parse("slot-3"), Stage = stage, Title = "鹅的一小时", Start = 0, Duration = 1 }, "cue-1");

    /// <summary>Those of whom nobody may act for this stage.</summary>
    public static IReadOnlyList<Actor> WithoutRightsIn(StageId stage) =>
    [
        Cue(StageId.Parse("elsewhere")),
        Actor.Rule(Rules.WindowEnd, StageId.Parse("elsewhere")),
        Actor.Rule(Rules.RoomRestored),
        Of("staff:anchor", CallerKind.Staff, Roles.Anchor, "elsewhere"),
        Of("staff:moderator", CallerKind.Staff, Roles.Moderator, stage.Value),
        Of("person:ann", CallerKind.Person),
        Of("guest:bob", CallerKind.Guest),
        Of("site:yucun", CallerKind.Site),
    ];

    private static Actor Of(string id, CallerKind kind, string? role = null, params string[] stages) => Actor.Of(new Caller
    {
        Id = ViewerId.Parse(id),
        Name = id,
        Kind = kind,
        Roles = new HashSet<string>(role is null ? [] : [role], StringComparer.Ordinal),
        Stages = new HashSet<string>(stages, StringComparer.Ordinal),
    });
}
