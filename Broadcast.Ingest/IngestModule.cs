using Broadcast.Chat;
using Broadcast.Chat.Mediation;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.HttpFlv;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Monitor;
using Broadcast.Ingest.Playback;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Recording.Replays;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Simulcast;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest;

/// <summary>RTMP in, FFmpeg, LL-HLS out, the relay's playout.</summary>
public static class IngestModule
{
    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddSpine();
        builder.AddMediation(typeof(IngestModule).Assembly);
        builder.AddProcesses();
        builder.AddSources();
        // Recording before the channels, which it hears from their first segment on.
        builder.AddPlayback();
        builder.AddRecording();
        builder.AddLadder();
        builder.AddChannels();
        builder.AddMonitor();
        builder.AddHttpFlv();
        builder.AddSimulcast();
        // Last: encoders come in once everything behind the door stands, and go out first.
        builder.AddRtmp();
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        routes.MapSources();
        routes.MapChannels();
        routes.MapReplays();
        routes.MapPlayback();
        routes.MapHttpFlv();
        routes.MapSimulcast();
    }
}
