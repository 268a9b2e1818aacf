using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>
/// What a caller may do in a room. Persons and village sites may do all that viewers can, guests what
/// <c>Rooms:Guests</c> says, staff no more than talk and keep order: those who ask do not answer. Who is banned may look on.
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

    /// <param name="caller">Null for somebody without a ticket, who may read what guests may.</param>
    /// <param name="room">Where; null for what is no room's.</param>
    public IReadOnlyList<string> Of(Caller? caller, RoomId? room)
    {
        if (caller is null)
            return _guests.Contains(Read, StringComparer.Ordinal) ? [Read] : [];

        IReadOnlyList<string> rights = caller.Kind switch
        {
            CallerKind.Guest => _guests,
            CallerKind.Staff => ForStaff,
            _ => ForGuests,
        };
        if (caller.Kind != CallerKind.Staff)
            return IsBanned(caller, room) ? [.. rights.Intersect(ForBanned, StringComparer.Ordinal)] : rights;

        var stage = room is { } here ? facts.Current.StageOf(here)?.Id : null;
        if (stage is { } own && caller.MayActFor(own))
            rights = [.. rights, Act];
        return room is null ? rights : [.. rights, .. ModerationRights.Of(caller, stage)];
    }

    public bool May(Caller? caller, string right, RoomId? room) => Of(caller, room).Contains(right, StringComparer.Ordinal);

    /// <summary>As far as this node has heard of it; the judge of messages knows sooner.</summary>
    public bool IsBanned(Caller caller, RoomId? room) => Holds(RestrictionKinds.Ban, caller, room);

    /// <inheritdoc cref="IsBanned"/>
    public bool IsHidden(Caller caller, RoomId? room) => Holds(RestrictionKinds.Shadow, caller, room);

    private bool Holds(string kind, Caller caller, RoomId? room) =>
        facts.Current.Restriction(caller.Id, room, time.GetUtcNow().ToUnixTimeMilliseconds())?.Kind == kind;
}
