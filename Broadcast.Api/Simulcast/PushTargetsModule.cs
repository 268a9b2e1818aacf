using Broadcast.Api.Facts;
using Broadcast.Api.Keys;

namespace Broadcast.Api.Simulcast;

internal static class PushTargetsModule
{
    /// <summary>Other platforms that operators have channels pushed to; Ingest does it.</summary>
    public static void AddPushTargets(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PushTargetKeys>();
        builder.Services.AddSingleton<IRootSealed>(services => services.GetRequiredService<PushTargetKeys>());
        builder.Services.AddScoped<PushTargetWriter>();
        builder.AddFacts<PushTargetFacts>();
    }
}
