using Broadcast.Api.Facts;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Stages;

internal static class StagesModule
{
    public static void AddStages(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<EncoderOptions>();
        builder.Services.AddSingleton<EncoderCards>();
        builder.Services.AddScoped<StageWriter>();
        builder.AddFacts<StageFacts>();
    }
}
