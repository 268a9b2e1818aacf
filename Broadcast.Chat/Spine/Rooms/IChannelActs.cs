using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Notes for the database what somebody has done to a channel by hand, from any service.</summary>
internal interface IChannelActs
{
    /// <summary>
    /// Returns when the act is noted; a second one with its id is not. It is done already, so that it cannot be noted (Redis is away, or too much
    /// waits for the database) is logged, and no failure.
    /// </summary>
    Task NoteAsync(ChannelAct act);
}

/// <summary>What somebody has done to a channel by hand.</summary>
/// <param name="Id">Made by whoever gave the order.</param>
/// <param name="Channel">A relay, or a stage's own channel.</param>
/// <param name="Act">
/// To a relay <c>take</c>, <c>hold</c>, <c>release</c>, <c>filler</c> or <c>return</c>, as its call is named; otherwise <c>push.started</c>,
/// <c>push.held</c>, <c>publisher.dropped</c>, <c>test_picture.shown</c> or <c>test_picture.ended</c>.
/// </param>
/// <param name="By">Who did it.</param>
/// <param name="Before">The fields that it changed, as they were.</param>
/// <param name="After">The same fields since, and what else says what was done; never a secret.</param>
internal sealed record ChannelAct(string Id, ChannelId Channel, string Act, EventAuthor By, object Before, object After)
{
    /// <summary>Makes an act with an id of its own, for a call that carries it out at once. A call that sends an order has the order's id instead, so that the act is noted once.</summary>
    public static ChannelAct Of(Caller caller, ChannelId channel, string act, object before, object after) =>
        new(Guid.NewGuid().ToString("N"), channel, act, Actor.Of(caller).Author, before, after);
}
