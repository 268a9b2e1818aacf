using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Rooms;

/// <summary>How a caller is named in events.</summary>
internal static class Author
{
    public static EventAuthor Of(Caller caller) => new() { Id = caller.Id, Name = caller.Name, Role = caller.Badge };
}
