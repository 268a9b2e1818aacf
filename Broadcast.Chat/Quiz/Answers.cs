using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Takes answers; when it says yes, the answer is stored. The caller may be in any room or in none: what counts is the question's stage. Everybody
/// with the right there may answer; who may win is said at once, and decided again when the question is closed.
/// </summary>
internal sealed class Answers(Acceptor acceptor, RoomRights rights, WordLists words, QuestionStrengths strengths, ChatMetrics metrics)
{
    public async Task<Result<AnswerResult>> TakeAsync(Caller caller, QuestionId id, int option)
    {
        if (id.Stage is not { } stage)
            return QuizErrors.Unknown;
        if (!rights.May(caller, RoomRights.Answer, stage.Room))
            return AccessErrors.Forbidden;

        // Before the answer is stored: a failure then means that it is not.
        var strength = await strengths.OfAsync(id, stage);
        // Winners are shown by the name under which they would talk.
        var detail = new AnswerDetail(caller.Proof, words.MaskName(caller.Name));
        var what = await acceptor.AcceptAsync(QuestionStore.Ref(id, stage), caller.Id, option, $"{detail}");
        metrics.Answers.Add(1, new KeyValuePair<string, object?>("result", what));
        return what switch
        {
            EntryResult.Ok => new AnswerResult { Eligible = caller.Proof.Meets(strength) },
            EntryResult.Banned => AccessErrors.Forbidden,
            EntryResult.Closed or EntryResult.Late => QuizErrors.Closed,
            EntryResult.Paused => QuizErrors.Paused,
            EntryResult.Value => QuizErrors.Option,
            EntryResult.Known => QuizErrors.Answered,
            EntryResult.Busy => RoomErrors.Busy,
            _ => QuizErrors.Unknown,
        };
    }
}
