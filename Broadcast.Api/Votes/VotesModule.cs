using Broadcast.Api.Windows;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Votes;

internal static class VotesModule
{
    public static void AddVotes(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<VoteOptions>();
        builder.AddBookKind<VoteKind>();
        builder.Services.AddScoped<VoteDesk>();
        builder.Services.AddSingleton<BallotLimit>();
    }
}
