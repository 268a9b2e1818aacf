using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Messages;

/// <summary>Something that is to be said, with what its judge must know.</summary>
/// <param name="Message">The event, fit to be shown.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Hold">Whether a word in it must be looked at first.</param>
/// <param name="Hidden">Whether the speaker is a shadow as the facts know it; the room may know it sooner.</param>
internal sealed record Speech(NewEvent Message, Caller Speaker, bool Hold = false, bool Hidden = false)
{
    /// <summary>Since when the speaker follows the account, Unix seconds; empty for who does not. A village site always has.</summary>
    public string FollowedAt => Speaker.Kind == CallerKind.Site ? "0" : $"{Speaker.FollowedAt}";
}
