using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.HttpFlv;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Simulcast;

/// <summary>
/// All targets, those of the settings and those that operators have made, each with its loop. It follows the facts: a new target is pushed to,
/// one that is gone or switched off is no more, and one with another address or key is begun anew. The others are not disturbed.
/// </summary>
internal sealed partial class SimulcastPushes(
    SimulcastAims aims, IOptions<SimulcastOptions> options, IOptions<HttpFlvOptions> flv, FlvFeeds feeds, SimulcastMetrics metrics, FactsReader facts, TimeProvider time,
    ILogger<SimulcastPushes> logger) : FactsFollower(facts, logger, time)
{
    private volatile IReadOnlyList<RunningPush> _running = [];

    public IEnumerable<SimulcastPush> Of(string channel) => _running.Select(running => running.Push).Where(push => push.Aim.Channel == channel);

    public SimulcastPush? Find(string channel, string target) => Of(channel).FirstOrDefault(push => push.Aim.Target == target);

    protected override async Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        var wanted = aims.Of(view.Facts.Platforms);
        var (staying, leaving) = (_running.Where(running => wanted.Contains(running.Push.Aim)).ToList(), _running.Where(running => !wanted.Contains(running.Push.Aim)).ToList());
        _running = staying;
        // Before the new ones begin: a platform may refuse a second publisher.
        await EndAsync(leaving);
        var known = staying.ToDictionary(running => running.Push.Aim);
        _running = [.. wanted.Select(aim => known.GetValueOrDefault(aim) ?? new RunningPush(Push(aim)))];
        return true;
    }

    protected override Task EndAsync() => EndAsync(_running);

    private SimulcastPush Push(SimulcastAim aim) => new(aim, options.Value, flv.Value.MaxLag, feeds, metrics, Time, logger);

    private async Task EndAsync(IEnumerable<RunningPush> pushes) => await Task.WhenAll(pushes.Select(async running =>
    {
        PushEnds(logger, running.Push.Aim.Channel, running.Push.Aim.Target);
        await running.DisposeAsync();
    }));

    [LoggerMessage(Level = LogLevel.Information, EventName = "PushEnds", Message = "{Channel} is not sent to {Target} any more, or is begun anew")]
    private static partial void PushEnds(ILogger logger, string channel, string target);
}
