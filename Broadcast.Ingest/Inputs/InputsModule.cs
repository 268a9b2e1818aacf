using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Inputs.Pull;
using Broadcast.Ingest.Sources.Order;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Inputs;

internal static class InputsModule
{
    /// <summary>Adds the inputs that FFmpeg fetches: file, HLS, RTMP and SRT.</summary>
    public static void AddInputs(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<InputsOptions, InputsOptionsValidator>()
            .Configure<IConfiguration>((options, configuration) => configuration.GetSection(InputsOptions.Section).Bind(options.Stages));
        builder.Services.TryAddSingleton<InputMetrics>();
        builder.Services.AddHostedService<InputFetcher>();
    }
}
