using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Recording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadcast.Ingest.Tests.Recording;

/// <summary>Serves one channel from its recording alone, as the origin does once the media has left memory.</summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RecordedServer(WebApplication app) => (_app, Client) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.Single()) });

    public HttpClient Client { get; }

    public static async Task<RecordedServer> StartAsync(RecordingStore store, string channel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        var app = builder.Build();
        var archive = store.Find(ChannelId.Parse(channel));
        app.MapGet("/init/{name}.mp4", (string name) => RecordedMedia.Init(archive, name));
        app.MapGet("/{epoch}/s{number:long}.m4s", (string epoch, long number, HttpContext context) =>
            RecordedMedia.SegmentAsync(archive, epoch, number, context.RequestAborted));
        await app.StartAsync();
        return new RecordedServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
