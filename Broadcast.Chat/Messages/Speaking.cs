using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Messages;

/// <summary>Checks a message before it is judged: the speaker's rights, the text, the speaker's pace, the words.</summary>
internal sealed class Speaking(RoomRights rights, PersonPace pace, WordLists words)
{
    public async Task<Result<Appended>> SayAsync(Caller caller, ChatInbox inbox, string? text, string? id)
    {
        var (room, shown) = (inbox.Room, inbox.Shown);
        if (rights.IsBanned(caller, room, shown))
            return MessageErrors.Banned;
        if (!rights.May(caller, RoomRights.Chat, room, shown))
            return AccessErrors.Forbidden;
        var clean = ChatText.Clean(text);
        if (clean.Failed)
            return clean.Error;
        var once = Once.Of(caller.Id, Once.Say, id);
        if (once.Failed)
            return once.Error;
        if (!pace.TryAcquire(caller.Id))
            return MessageErrors.TooFast;

        var author = Author.Of(caller);
        if (caller.Kind == CallerKind.Staff)
            return await inbox.SayAsync(new Speech(new NewEvent(new ChatSaid { Text = clean.Value }, ShowAt: null, author) { OnceId = once.Value.Id }, caller));

        var verdict = words.Check(clean.Value);
        if (verdict.Block)
            return MessageErrors.Word;
        var message = new NewEvent(new ChatSaid { Text = verdict.Text }, ShowAt: null, author with { Name = words.MaskName(author.Name) }) { OnceId = once.Value.Id };
        return await inbox.SayAsync(new Speech(message, caller, verdict.Hold, rights.IsHidden(caller, room, shown)));
    }
}
