using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Notes for the database what somebody has done to a relay by hand, from any service.</summary>
internal interface IRelayActs
{
    /// <summary>
    /// Returns when the act is noted; a second one with its id is not. It is done already, so that it cannot be noted (Redis is away, or too much
    /// waits for the database) is logged, and no failure.
    /// </summary>
    Task NoteAsync(RelayAct act);
}

/// <summary>What somebody has done to a relay by hand.</summary>
/// <param name="Id">Made by whoever gave the order.</param>
/// <param name="Channel">The relay.</param>
/// <param name="Act">As its call is named: <c>take</c>, <c>hold</c>, <c>release</c>, <c>filler</c> or <c>return</c>.</param>
/// <param name="By">Who did it.</param>
/// <param name="Before">What was on air.</param>
/// <param name="After">What is to be on air since.</param>
internal sealed record RelayAct(string Id, ChannelId Channel, string Act, EventAuthor By, RelayMark Before, RelayMark After);
