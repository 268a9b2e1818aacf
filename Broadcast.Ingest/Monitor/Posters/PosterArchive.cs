using System.Collections.Concurrent;
using System.Threading.Channels;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>
/// Keeps some of a stage's posters on disk, for the stage and for the relays that show it at that moment. Writes in a loop of its own: a
/// slow disk loses posters, which are counted.
/// </summary>
internal sealed partial class PosterArchive(
    IConfiguration configuration, ChannelRegistry channels, MonitorMetrics metrics, IOptions<MonitorOptions> options, TimeProvider time, ILogger<PosterArchive> logger)
    : LoopService
{
    private const int Waiting = 64;
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Channel<(string Channel, Poster Poster)> _queue =
        Channel.CreateBounded<(string, Poster)>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly ConcurrentDictionary<string, PosterShelf> _shelves = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _lastKept = new(StringComparer.Ordinal);
    private readonly string? _folder = configuration["DataDirectory"] is { Length: > 0 } data ? Path.Combine(data, "posters") : null;

    /// <summary>The kept posters of a channel that plays, or has played; null for other names.</summary>
    public PosterShelf? Find(string channel) =>
        channels.Output(channel) is { } output ? Shelf(output.Id)
        : ChannelId.TryParse(channel, null, out var ended) && _folder is not null && Directory.Exists(Path.Combine(_folder, ended.Value)) ? Shelf(ended)
        : null;

    /// <summary>The kept posters of a channel; null without a data directory.</summary>
    public PosterShelf? Shelf(ChannelId channel) =>
        _folder is null
            ? null
            : _shelves.GetOrAdd(channel.Value, id => new PosterShelf(Path.Combine(_folder, id), options.Value.PostersKept, options.Value.MaxPosters));

    /// <summary>Queues a stage's new poster for each channel that is due for one. Returns at once.</summary>
    public void Offer(StageId stage, Poster poster)
    {
        if (_folder is null)
            return;

        Keep(stage.Channel, poster);
        foreach (var relay in channels.Relays.Where(relay => ChannelStatus.Of(relay) is { Slate: false } status && status.OnAir == stage))
            Keep(relay.Output.Id, poster);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        // Posters that are queued when the host stops are lost; a storyboard can do without them.
        await foreach (var (channel, poster) in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            if (!await _guard.TryAsync("Keeping a poster", () => WriteAsync(ChannelId.Parse(channel), poster, stoppingToken), stoppingToken))
                metrics.PosterDropped();
        }
    }

    private void Keep(ChannelId channel, Poster poster)
    {
        var interval = (long)options.Value.StoryboardEvery.TotalMilliseconds;
        if (_lastKept.TryGetValue(channel.Value, out var last) && poster.At < last + interval && poster.At >= last)
            return;

        if (_queue.Writer.TryWrite((channel.Value, poster)))
            _lastKept[channel.Value] = poster.At;
        else
            metrics.PosterDropped();
    }

    private async Task WriteAsync(ChannelId channel, Poster poster, CancellationToken cancellation)
    {
        try
        {
            await Shelf(channel)!.AddAsync(poster, time.GetUtcNow(), cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            metrics.PosterDropped();
            NotKept(logger, channel, exception.Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotKept), Level = LogLevel.Warning,
        Message = "A poster of {Channel} was not kept, check the disk of DataDirectory: {Reason}")]
    private static partial void NotKept(ILogger logger, ChannelId channel, string reason);
}
