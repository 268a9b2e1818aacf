using Broadcast.Api.Moderation;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Quiz;

namespace Broadcast.Api.Results;

/// <summary>
/// Takes what the rooms settled: first into the database, then back to the room, which may reveal it only then. A crash in between does no
/// harm: the outcome comes again and is settled from what the database already holds.
/// </summary>
internal sealed partial class OutcomeHandler(ResultBook book, ModerationBook moderation, QuestionSettlement settlement, ILogger<OutcomeHandler> logger) : IOutcomeHandler
{
    public async Task HandleAsync(RoomOutcome outcome, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case QuestionSettled question:
                var winners = await book.SettleAsync(question, cancellationToken);
                var settled = await settlement.SettleAsync(question.Question, winners);
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
                throw new NotSupportedException($"Outcomes of type {outcome.GetType().Name} are not known here.");
        }
    }

    [LoggerMessage(EventName = nameof(Settled), Level = LogLevel.Information, Message = "Question {Question}: {Winners} winners of {Entrants} right answers are committed")]
    private static partial void Settled(ILogger logger, QuestionId question, int winners, int entrants);

    // The room lost the question after it was settled here: the result stands in the database and is not revealed in the room.
    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "Question {Question} is committed, and its room cannot take the winners: {Code}")]
    private static partial void NotTold(ILogger logger, QuestionId question, string code);
}
