using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Takes answers; when it says yes, the answer is stored. The caller may be in any room or in none: what counts is the question's stage.
/// </summary>
internal sealed class Answers(Acceptor acceptor, RoomRights rights, WordLists words, ChatMetrics metrics)
{
    public async Task<Result<Done>> TakeAsync(Caller caller, QuestionId id, int option)
    {
        if (id.Stage is not { } stage)
            return QuizErrors.Unknown;
        if (rights.IsBanned(caller, stage.Room))
            return AccessErrors.Forbidden;

        // Winners are shown by the name under which they would talk.
        var what = await acceptor.AcceptAsync(QuestionStore.Ref(id, stage), caller.Id, option, words.MaskName(caller.Name));
        metrics.Answers.Add(1, new KeyValuePair<string, object?>("result", what));
        return what switch
        {
            EntryResult.Ok => new Done(),
            EntryResult.Banned => AccessErrors.Forbidden,
            EntryResult.Closed => QuizErrors.Closed,
            EntryResult.Paused => QuizErrors.Paused,
            EntryResult.Value => QuizErrors.Option,
            EntryResult.Known => QuizErrors.Answered,
            EntryResult.Busy => RoomErrors.Busy,
            _ => QuizErrors.Unknown,
        };
    }
}
