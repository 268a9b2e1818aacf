using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts.Facts;

/// <summary>What guests may do at a festival, by an operator's decision, which goes before the setting <c>Rooms:Guests</c>.</summary>
public sealed record GuestsFact
{
    public required FestivalId Festival { get; init; }

    /// <summary>Any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>; empty when guests may do nothing.</summary>
    public required IReadOnlyList<string> Rights { get; init; }
}
