using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>One feed for each channel that plays.</summary>
internal sealed class FlvFeeds(ChannelRegistry channels, IOptions<HttpFlvOptions> options, HttpFlvMetrics metrics, ILogger<FlvFeeds> logger)
    : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, FlvFeed> _feeds = new(StringComparer.Ordinal);

    public FlvFeed? Find(string channel) => _feeds.GetValueOrDefault(channel);

    /// <summary>Raised when a channel can be read from now on. Handlers must not block.</summary>
    public event Action<ChannelId>? Began;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Observe(() => _feeds.Values);
        channels.Began += Add;
        channels.Ended += Remove;
        // Channels that began before the subscription.
        foreach (var output in channels.Outputs)
            Add(output);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        channels.Began -= Add;
        channels.Ended -= Remove;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        foreach (var feed in _feeds.Values)
            feed.Dispose();
    }

    private void Add(ChannelOutput output)
    {
        lock (_gate)
        {
            if (_feeds.ContainsKey(output.Id.Value))
                return;

            _feeds[output.Id.Value] = new FlvFeed(output, options.Value.MaxLag, metrics, logger);
        }

        Began?.Invoke(output.Id);
    }

    private void Remove(ChannelOutput output)
    {
        lock (_gate)
        {
            if (_feeds.TryRemove(output.Id.Value, out var feed))
                feed.Dispose();
        }
    }
}
