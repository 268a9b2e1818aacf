using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>How a caller is named in events.</summary>
internal static class Author
{
    public static EventAuthor Of(Caller caller) => new() { Id = caller.Id, Name = caller.Name, Role = caller.Badge };
}
