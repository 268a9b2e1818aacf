using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Commits what becomes of a question to the database, and then tells its room: the winners, or that it is voided because a part of it was
/// lost. What is committed first stays, and is told again whenever the question comes back, after a crash in between or a loss in the room.
/// </summary>
internal sealed partial class QuestionHandler(ResultBook book, IRoomQuestions questions, ILogger<QuestionHandler> logger) : IOutcomeHandler<QuestionOutcome>
{
    public async Task HandleAsync(QuestionOutcome outcome, Lease lease, CancellationToken cancellationToken)
    {
        if (outcome is QuestionLost { Voided: true })
            await VoidAsync(outcome, cancellationToken);
        else if (await book.SettleAsync(outcome, cancellationToken) is { } committed)
            await TellAsync(outcome, committed, lease, cancellationToken);
        else
            await TellVoidAsync(outcome.Question, lease);
    }

    private async Task TellAsync(QuestionOutcome outcome, CommittedQuestion committed, Lease lease, CancellationToken cancellation)
    {
        var told = await questions.SettleAsync(outcome.Question, committed, lease);
        if (!told.Failed)
        {
            Told(logger, outcome.Question);
            return;
        }

        // A room of an older version has voided it meanwhile: nobody wins. What a room has lost, it will ask for.
        NotTold(logger, outcome.Question, told.Error.Code);
        if (told.Error.Code == "quiz.voided")
            await VoidAsync(outcome, cancellation);
    }

    private async Task TellVoidAsync(QuestionId question, Lease lease)
    {
        var told = await questions.VoidAsync(question, lease);
        if (told.Failed)
            NotTold(logger, question, told.Error.Code);
        else
            Voided(logger, question);
    }

    private async Task VoidAsync(QuestionOutcome outcome, CancellationToken cancellation)
    {
        await book.VoidAsync(outcome, cancellation);
        Voided(logger, outcome.Question);
    }

    [LoggerMessage(EventName = nameof(Told), Level = LogLevel.Information, Message = "The result of question {Question} is committed, and its room has it")]
    private static partial void Told(ILogger logger, QuestionId question);

    [LoggerMessage(EventName = nameof(Voided), Level = LogLevel.Warning, Message = "Question {Question} is voided: it was called off, or a part of it was lost. Nobody wins")]
    private static partial void Voided(ILogger logger, QuestionId question);

    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "What became of question {Question} is committed, but its room refused it: {Code}")]
    private static partial void NotTold(ILogger logger, QuestionId question, string code);
}
