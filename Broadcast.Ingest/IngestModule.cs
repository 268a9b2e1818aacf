using Broadcast.Chat;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.HttpFlv;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Monitor;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Origin;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Playback;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Playout.Orders;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Recording.Replays;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Simulcast;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.TestPicture;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest;

/// <summary>Registers and maps the whole ingest service: RTMP in, FFmpeg, LL-HLS out, the playout.</summary>
public static class IngestModule
{
    /// <summary>Every error that this service can return.</summary>
    internal static IReadOnlyList<Error> Errors { get; } = ErrorCatalogue.Of(
        typeof(HlsErrors), typeof(HttpFlvErrors), typeof(PlaybackErrors), typeof(PlayoutErrors), typeof(PosterErrors), typeof(ReplayErrors),
        typeof(SimulcastErrors), typeof(SourceErrors), typeof(TestPictureErrors));

    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddProcesses();
        builder.AddPackaging();
        builder.AddSources();
        // After the sources: services stop in reverse order, so fetching stops before the sources do.
        builder.AddInputs();
        builder.AddTestPicture();
        builder.AddPlayback();
        // Before the channels, so that recording gets their segments from the first one on.
        builder.AddRecording();
        builder.AddLadder();
        builder.AddChannels();
        builder.AddPlayout();
        builder.AddHls();
        builder.AddMonitor();
        builder.AddHttpFlv();
        builder.AddSimulcast();
        // Last: encoders are let in once everything else runs, and are disconnected first when the host stops.
        builder.AddRtmp();
    }

    /// <summary>Where encoders push to: the bound RTMP endpoint once the server listens, else the configured one.</summary>
    internal static (string Host, int Port) PublishAddress(IServiceProvider services)
    {
        if (services.GetService<RtmpEndpoint>()?.Bound is { } bound)
            return (bound.Address.ToString(), bound.Port);

        var options = services.GetService<IOptions<RtmpOptions>>()?.Value ?? new RtmpOptions();
        return (options.Address, options.Port);
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapSources();
        routes.MapTestPicture();
        routes.MapHls();
        routes.MapPlayout();
        routes.MapReplays();
        routes.MapPlayback();
        routes.MapHttpFlv();
        routes.MapSimulcast();
    }
}
