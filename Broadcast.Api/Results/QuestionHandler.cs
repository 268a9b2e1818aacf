using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Commits the winners of a question to the database. They then go back to its room, which may reveal them only then. After a crash in
/// between, the outcome is delivered again and answered from the database. A question of which a part is lost is voided, here and in the
/// room, unless its result is committed and the room can still be told.
/// </summary>
internal sealed partial class QuestionHandler(ResultBook book, IRoomQuestions questions, ILogger<QuestionHandler> logger) : IOutcomeHandler<QuestionOutcome>
{
    public async Task HandleAsync(QuestionOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case QuestionSettled settled:
                await TellAsync(outcome, await book.SettleAsync(settled, cancellationToken), cancellationToken);
                break;
            case QuestionLost { Voided: false } when await book.WinnersAsync(outcome.Question, cancellationToken) is { } winners:
                await TellAsync(outcome, winners, cancellationToken);
                break;
            case QuestionLost lost:
                if (!lost.Voided && !await questions.VoidAsync(lost.Question))
                    throw new InvalidOperationException($"Question {lost.Question} is neither whole nor voided: it is looked at again.");

                await book.VoidAsync(lost, cancellationToken);
                Voided(logger, lost.Question);
                break;
            default:
                throw new NotSupportedException($"There is no handler for outcomes of type {outcome.GetType().Name}.");
        }
    }

    private async Task TellAsync(QuestionOutcome outcome, IReadOnlyList<Winner> winners, CancellationToken cancellation)
    {
        var told = await questions.SettleAsync(outcome.Question, winners);
        if (!told.Failed)
        {
            Settled(logger, outcome.Question, winners.Count);
            return;
        }

        // The room has lost the question, or voided it meanwhile. What it voids, nobody wins; what it has lost, it will void and say so.
        if (told.Error.Code == "quiz.voided")
            await book.VoidAsync(outcome, cancellation);
        NotTold(logger, outcome.Question, told.Error.Code);
    }

    [LoggerMessage(EventName = nameof(Settled), Level = LogLevel.Information, Message = "Question {Question}: {Winners} winners are committed")]
    private static partial void Settled(ILogger logger, QuestionId question, int winners);

    [LoggerMessage(EventName = nameof(Voided), Level = LogLevel.Warning, Message = "Question {Question} is voided: a part of it was lost. Nobody wins")]
    private static partial void Voided(ILogger logger, QuestionId question);

    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "The result of question {Question} is committed, but its room refused the winners: {Code}")]
    private static partial void NotTold(ILogger logger, QuestionId question, string code);
}
