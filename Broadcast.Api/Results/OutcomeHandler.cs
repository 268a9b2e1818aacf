using Broadcast.Api.Moderation;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Commits the outcomes of rooms to the database. The winners of a question then go back to its room, which may reveal them only then.
/// After a crash in between, the outcome is delivered again and answered from the database.
/// </summary>
internal sealed partial class OutcomeHandler(ResultBook book, ModerationBook moderation, IRoomQuestions questions, ILogger<OutcomeHandler> logger) : IOutcomeHandler
{
    public async Task HandleAsync(RoomOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case QuestionSettled question:
                var winners = await book.SettleAsync(question, cancellationToken);
                var settled = await questions.SettleAsync(question.Question, winners);
                if (settled.Failed)
                    NotTold(logger, question.Question, settled.Error.Code);
                else
                    Settled(logger, question.Question, winners.Count, question.Entrants.Count);
                break;
            case PinEnded pin:
                await book.KeepAsync(pin, cancellationToken);
                break;
            case ModeratorActed act:
                await moderation.KeepAsync(act, cancellationToken);
                break;
            default:
                throw new NotSupportedException($"There is no handler for outcomes of type {outcome.GetType().Name}.");
        }
    }

    [LoggerMessage(EventName = nameof(Settled), Level = LogLevel.Information, Message = "Question {Question}: committed {Winners} winners among {Entrants} people who answered right")]
    private static partial void Settled(ILogger logger, QuestionId question, int winners, int entrants);

    // The room lost or voided the question: the result stays in the database, and the room does not reveal it.
    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "The result of question {Question} is committed, but its room refused the winners: {Code}")]
    private static partial void NotTold(ILogger logger, QuestionId question, string code);
}
