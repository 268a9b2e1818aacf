using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>How a speaker is named in messages: without a kind, which their many would carry for nothing.</summary>
internal static class Author
{
    public static EventAuthor Of(Caller caller) => new() { Id = caller.Id, Name = caller.Name, Role = caller.Badge };
}
