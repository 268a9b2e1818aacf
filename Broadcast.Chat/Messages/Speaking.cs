using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Messages;

/// <summary>What a message goes through before it is judged: fit to be shown, not too fast, nothing in it that may not be said.</summary>
internal sealed class Speaking(RoomRights rights, PersonPace pace, WordLists words)
{
    public async Task<Result<Appended>> SayAsync(Caller caller, OpenRoom room, string? text, string? id)
    {
        if (rights.IsBanned(caller, room.Live.Id))
            return MessageErrors.Banned;
        if (!rights.May(caller, RoomRights.Chat, room.Live.Id))
            return RoomErrors.Forbidden;
        var clean = ChatText.Clean(text);
        if (clean.Failed)
            return clean.Error;
        var once = Once.Of(caller, id);
        if (once.Failed)
            return once.Error;
        if (!pace.TryTake(caller.Id))
            return MessageErrors.TooFast;

        var author = Author.Of(caller);
        if (caller.Kind == CallerKind.Staff)
            return await room.Inbox.SayAsync(new Speech(new NewEvent(new ChatSaid { Text = clean.Value }, By: author) { OnceId = once.Value.Id }, caller));

        var verdict = words.Look(clean.Value);
        if (verdict.Block)
            return MessageErrors.Word;
        var message = new NewEvent(new ChatSaid { Text = verdict.Text }, By: author with { Name = words.Name(author.Name) }) { OnceId = once.Value.Id };
        return await room.Inbox.SayAsync(new Speech(message, caller, verdict.Hold, rights.IsHidden(caller, room.Live.Id)));
    }
}
