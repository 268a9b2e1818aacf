using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>
/// What a caller may do in a room. Persons and village sites have all rights of viewers, guests those that an
/// operator has decided for the festival, or else those of <c>Rooms:Guests</c>. Staff read, like, talk, act for their stages and moderate, but do not answer questions. A banned caller may only read, in every room that shows the
/// stage of the ban.
/// </summary>
internal sealed class RoomRights(IOptions<RoomOptions> options, FactsReader facts, TimeProvider time)
{
    public const string Read = "read";
    public const string Like = "like";
    public const string Chat = "chat";
    public const string Answer = "answer";

    /// <summary>Act for the stage: pin, ask, reveal.</summary>
    public const string Act = "act";

    public static IReadOnlyList<string> ForGuests { get; } = [Read, Like, Chat, Answer];

    private static readonly string[] ForBanned = [Read];

    private static readonly string[] ForStaff = [Read, Like, Chat];

    private readonly string[] _guests = [.. ForGuests.Intersect(Words(options.Value.Guests), StringComparer.Ordinal)];

    public static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <param name="caller">Null for somebody without a ticket, who may read if guests may.</param>
    /// <param name="room">The room; null for rights outside any room.</param>
    /// <param name="shown">The stage that a relay's room shows now.</param>
    public IReadOnlyList<string> Of(Caller? caller, RoomId? room, StageId? shown = null)
    {
        var guests = (room is { } place ? facts.Current.Guests(place) : null) ?? _guests;
        if (caller is null)
            return guests.Contains(Read, StringComparer.Ordinal) ? [Read] : [];

        IReadOnlyList<string> rights = caller.Kind switch
        {
            CallerKind.Guest => guests,
            CallerKind.Staff => ForStaff,
            _ => ForGuests,
        };
        if (caller.Kind != CallerKind.Staff)
            return IsBanned(caller, room, shown) ? [.. rights.Intersect(ForBanned, StringComparer.Ordinal)] : rights;

        var stage = room is { } here ? facts.Current.StageOf(here)?.Id : null;
        if (stage is { } own && caller.MayActFor(own))
            rights = [.. rights, Act];
        return room is null ? rights : [.. rights, .. ModerationRights.Of(caller, stage)];
    }

    /// <inheritdoc cref="Of"/>
    public bool May(Caller? caller, string right, RoomId? room, StageId? shown = null) => Of(caller, room, shown).Contains(right, StringComparer.Ordinal);

    /// <summary>
    /// Whether the caller is banned in the room or on the stage that it shows. By the facts that this node has, about a second late;
    /// <c>Judge.lua</c> and <c>Accept.lua</c> know at once.
    /// </summary>
    public bool IsBanned(Caller caller, RoomId? room, StageId? shown = null) => Holds(RestrictionKinds.Ban, caller, room, shown);

    /// <inheritdoc cref="IsBanned"/>
    public bool IsHidden(Caller caller, RoomId? room, StageId? shown = null) => Holds(RestrictionKinds.Shadow, caller, room, shown);

    private bool Holds(string kind, Caller caller, RoomId? room, StageId? shown)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return In(room) || (shown is { } stage && In(stage.Room));

        bool In(RoomId? place) => facts.Current.Restricts(kind, caller.Id, place, now);
    }
}
