using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Recording.Replays;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Recording;

/// <summary>Recording to disk, going back in a live channel, and replays.</summary>
internal static class RecordingModule
{
    public static void AddRecording(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<RecordingOptions, RecordingOptionsValidator>();
        services.TryAddSingleton<RecordingMetrics>();
        services.TryAddSingleton<IRecordingDisk, RecordingDisk>();
        services.TryAddSingleton<RecordingStore>();
        services.TryAddSingleton<Dvr>();
        services.TryAddSingleton<RecordingKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<RecordingKeeper>());
        services.AddHostedService<Recorders>();
        services.TryAddSingleton<ReplayLog>();
        services.TryAddSingleton<ReplayShelf>();
        services.TryAddSingleton<FilmMaker>();
        services.TryAddSingleton<ReplayFilms>();
        services.AddHostedService(provider => provider.GetRequiredService<ReplayLog>());
        services.AddHostedService(provider => provider.GetRequiredService<ReplayFilms>());
    }
}
