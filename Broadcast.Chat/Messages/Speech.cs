using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Messages;

/// <summary>A message that is to be said, with what <c>Judge.lua</c> must know of it.</summary>
/// <param name="Message">The event, with its text as it may be shown.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Hold">True when a word in it makes it wait for a moderator.</param>
/// <param name="Hidden">True when the facts have a shadow on the speaker; Redis may know of it sooner.</param>
internal sealed record Speech(NewEvent Message, Caller Speaker, bool Hold = false, bool Hidden = false)
{
    /// <summary>When the speaker began to follow the account, Unix seconds; empty if they do not follow; 0 for a village site.</summary>
    public string FollowedAt => Speaker.Kind == CallerKind.Site ? "0" : $"{Speaker.FollowedAt}";
}
