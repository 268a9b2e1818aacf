using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Commits the winners of a question to the database. They then go back to its room, which may reveal them only then. After a crash in
/// between, the outcome is delivered again and answered from the database.
/// </summary>
internal sealed partial class QuestionSettledHandler(ResultBook book, IRoomQuestions questions, ILogger<QuestionSettledHandler> logger) : IOutcomeHandler<QuestionSettled>
{
    public async Task HandleAsync(QuestionSettled outcome, CancellationToken cancellationToken)
    {
        var winners = await book.SettleAsync(outcome, cancellationToken);
        var settled = await questions.SettleAsync(outcome.Question, winners);
        if (settled.Failed)
            NotTold(logger, outcome.Question, settled.Error.Code);
        else
            Settled(logger, outcome.Question, winners.Count, outcome.Entrants.Count);
    }

    [LoggerMessage(EventName = nameof(Settled), Level = LogLevel.Information, Message = "Question {Question}: committed {Winners} winners among {Entrants} people who answered right")]
    private static partial void Settled(ILogger logger, QuestionId question, int winners, int entrants);

    // The room lost or voided the question: the result stays in the database, and the room does not reveal it.
    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "The result of question {Question} is committed, but its room refused the winners: {Code}")]
    private static partial void NotTold(ILogger logger, QuestionId question, string code);
}
