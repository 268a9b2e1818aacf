using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Tests.Rooms.Log;

/// <summary>Events for tests in which it does not matter who caused them.</summary>
internal static class SomeEvent
{
    public static readonly EventAuthor By = new() { Id = ViewerId.Parse("staff:a"), Name = "a", Role = "anchor" };

    public static NewEvent Of(IEventData data, long? showAt = null) => new(data, showAt, By);
}
