using Broadcast.Api.Commits;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;

namespace Broadcast.Api.Prizes;

internal static class PrizesModule
{
    public static void AddPrizes(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PrizeStock>();
        builder.AddGroupCommit<PromisePrize, QuestionId, PrizeStock>();
        builder.Services.AddHostedService<PrizeOrderReader>();
        builder.Services.AddSingleton<PrizeSweep>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PrizeSweep>());
    }
}
