using Broadcast.Api.Facts;
using Broadcast.Chat;
using Broadcast.Chat.Contracts.Outcomes;

namespace Broadcast.Api.Results;

internal static class ResultsModule
{
    public static void AddResults(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ResultBook>();
        builder.Services.AddSingleton<PinBook>();
        builder.AddFacts<PinFacts>();
        builder.Services.AddSingleton<UnrevealedQuestions>();
        builder.AddOutcomes<QuestionOutcome, QuestionHandler>();
        builder.AddQuestionBook<ResultBook>();
        builder.Services.AddSingleton<PrizeBook>();
        builder.Services.AddHostedService<RevealWatch>();
        builder.AddOutcomes<PinBegun, PinBegunHandler>();
        builder.AddOutcomes<PinEnded, PinEndedHandler>();
    }
}
