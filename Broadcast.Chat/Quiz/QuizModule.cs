using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Quiz;

internal static class QuizModule
{
    public static void AddQuiz(this IHostApplicationBuilder builder)
    {
        builder.AddQuestions();
        builder.Services.TryAddSingleton<QuestionStrengths>();
        builder.Services.TryAddSingleton<Answers>();
        builder.Services.TryAddSingleton<PrizeDesk>();
        builder.Services.TryAddSingleton<LaterQuestions>();
        builder.AddWindowKind<QuestionKind>();
    }

    /// <summary>For the service that keeps outcomes: it tells <see cref="IRoomQuestions"/> the winners once they are committed.</summary>
    public static void AddQuestionOutcomes(this IHostApplicationBuilder builder)
    {
        builder.AddQuestions();
        builder.Services.TryAddSingleton<IRoomQuestions, QuestionSettlement>();
        builder.Services.TryAddSingleton<IOutcomeSource<QuestionOutcome>, QuestionOutcomes>();
    }

    /// <summary>For the service that keeps results: compares the rooms with its book.</summary>
    public static void AddQuestionSweep(this IHostApplicationBuilder builder)
    {
        builder.AddQuestions();
        builder.Services.AddHostedService<QuestionSweep>();
    }

    private static void AddQuestions(this IHostApplicationBuilder builder)
    {
        builder.AddWindows();
        builder.Services.TryAddSingleton<QuestionStore>();
    }
}
