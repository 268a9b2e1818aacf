using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.HttpFlv;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

/// <summary>All targets that the configuration names, each with its loop.</summary>
internal sealed class SimulcastPushes(
    IOptions<SimulcastOptions> options, IOptions<HttpFlvOptions> flv, FlvFeeds feeds, SimulcastMetrics metrics, TimeProvider time, ILogger<SimulcastPushes> logger) : LoopService
{
    private readonly IReadOnlyList<SimulcastPush> _pushes =
    [
        .. options.Value.Channels.SelectMany(channel => channel.Value.Select(target => new SimulcastPush(
            channel.Key, target.Key, PushUrl.Parse(target.Value.Url)!, !target.Value.Start, options.Value, flv.Value.MaxLag, feeds, metrics, time, logger))),
    ];

    public IEnumerable<SimulcastPush> Of(string channel) => _pushes.Where(push => push.Channel == channel);

    public SimulcastPush? Find(string channel, string target) => Of(channel).FirstOrDefault(push => push.Target == target);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_pushes.Select(push => push.RunAsync(stoppingToken)));
    }

    public override void Dispose()
    {
        foreach (var push in _pushes)
            push.Dispose();
        base.Dispose();
    }
}
