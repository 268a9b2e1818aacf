using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Outcomes;

internal static class OutcomesModule
{
    /// <summary>
    /// For the service that keeps outcomes: reads them for <typeparamref name="THandler"/> (scoped), and offers
    /// <see cref="QuestionSettlement"/>, to be told the winners once they are committed.
    /// </summary>
    public static void AddOutcomesReader<THandler>(this IHostApplicationBuilder builder) where THandler : class, IOutcomeHandler
    {
        builder.AddSpine();
        builder.AddOutcomes();
        builder.Services.TryAddSingleton<OutcomeAssembly>();
        builder.Services.TryAddSingleton<QuestionSettlement>();
        builder.Services.TryAddScoped<IOutcomeHandler, THandler>();
        builder.Services.AddHostedService<OutcomesReader>();
    }

    /// <summary>What both sides need: the stream, and the questions that it points to.</summary>
    public static void AddOutcomes(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<OutcomeStream>();
        builder.Services.TryAddSingleton<QuestionStore>();
        builder.Services.TryAddSingleton<ShowTime>();
    }
}
