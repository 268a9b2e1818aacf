using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Rooms;

/// <summary>What a caller may do in a room. Persons and village sites may do all that viewers can, guests what <c>Rooms:Guests</c> says, and staff no more than talk: those who ask do not answer.</summary>
internal sealed class RoomRights(IOptions<RoomOptions> options)
{
    public const string Read = "read";
    public const string Like = "like";
    public const string Chat = "chat";
    public const string Answer = "answer";

    /// <summary>Act for the stage: pin, ask, reveal.</summary>
    public const string Act = "act";

    public static IReadOnlyList<string> ForGuests { get; } = [Read, Like, Chat, Answer];

    private static readonly string[] ForStaff = [Read, Like, Chat];

    private readonly string[] _guests = [.. ForGuests.Intersect(Words(options.Value.Guests), StringComparer.Ordinal)];

    public static string[] Words(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <param name="caller">Null for somebody without a ticket, who may read what guests may.</param>
    /// <param name="stage">The stage whose room it is; null in a relay's room.</param>
    public IReadOnlyList<string> Of(Caller? caller, StageId? stage)
    {
        if (caller is null)
            return _guests.Contains(Read, StringComparer.Ordinal) ? [Read] : [];

        IReadOnlyList<string> rights = caller.Kind switch
        {
            CallerKind.Guest => _guests,
            CallerKind.Staff => ForStaff,
            _ => ForGuests,
        };
        return stage is { } own && caller.MayActFor(own) ? [.. rights, Act] : rights;
    }

    public bool May(Caller? caller, string right) => Of(caller, stage: null).Contains(right, StringComparer.Ordinal);
}
