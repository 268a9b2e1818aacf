using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Alarms;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// All stages' ladders: makes a channel's renditions, begins and ends a stage's encoder, and checks once a second whether the encoders
/// keep up.
/// </summary>
internal sealed class Ladders : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Bits per second that are assumed for a rendition's AAC sound until its bandwidth is measured.</summary>
    private const long SoundBitrate = 160_000;

    private readonly LadderPlan _plan;
    private readonly LadderOptions _options;
    private readonly ChannelOptions _channels;
    private readonly ChildWatcher _watcher;
    private readonly StageAlarms _alarms;
    private readonly LadderMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<Ladders> _logger;
    private readonly ConcurrentDictionary<string, EncodedShelf> _shelves = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<StageId, (StageLadder Ladder, IDisposable Subscription)> _stages = new();
    private readonly HostLoad _host = new();
    private readonly ITimer _timer;

    public Ladders(
        IOptions<LadderOptions> options, IOptions<ChannelOptions> channels, ChildWatcher watcher, StageAlarms alarms,
        LadderMetrics metrics, TimeProvider time, ILogger<Ladders> logger)
    {
        (_options, _channels, _watcher, _alarms, _metrics, _time, _logger) = (options.Value, channels.Value, watcher, alarms, metrics, time, logger);
        _plan = new LadderPlan(options);
        metrics.Observe(() => _stages.Values.Select(stage => stage.Ladder));
        _timer = GuardedTimer.Create(time, logger, "ladders", CheckLoad);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer.Change(Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A stage's encoder; null where none is configured.</summary>
    public StageLadder? Of(StageId stage) => _stages.TryGetValue(stage, out var known) ? known.Ladder : null;

    /// <summary>Gives a channel its renditions. Call before anyone sees the channel.</summary>
    public void Equip(ChannelOutput output, ChannelKind kind)
    {
        var rungs = kind == ChannelKind.Relay ? _plan.OfRelays() : _plan.Of(StageId.Parse(output.Id.Value));
        if (rungs.Count > 0)
        {
            // Until its source comes, a channel has shown nothing but the slate, which needs little bandwidth: players would rank the
            // channel's own media below its renditions.
            var heaviest = rungs.Max(rung => rung.Rung.Bitrate) + SoundBitrate + 1;
            output.Source.Declare(output.Source.Cover.Weighing(heaviest, heaviest));
        }

        foreach (var (name, rung) in rungs)
        {
            var shelf = rung.SoundOnly ? null : Shelf(name);
            var tape = new RenditionTape(
                output,
                new RenditionSetup
                {
                    Name = name,
                    Media = shelf is null ? new SoundMedia() : shelf,
                    Cover = RenditionCover.Planned(rung.LikelyWidth, rung.Height, rung.Bitrate + SoundBitrate),
                    Record = new RenditionRecord(output.Id, name, _metrics),
                    Patience = _options.Patience,
                    Kept = _channels.Kept,
                    Bytes = _channels.Bytes,
                    Logger = _logger,
                },
                _time);
            if (shelf is not null)
                shelf.Grew += tape.OnMedia;
            output.Offer(tape, () =>
            {
                if (shelf is not null)
                    shelf.Grew -= tape.OnMedia;
            });
        }
    }

    /// <summary>Begins a stage's encoder, if its profile has anything to encode.</summary>
    public void Begin(StageSource source)
    {
        var rungs = _plan.Of(source.Id).Where(rung => !rung.Rung.SoundOnly).Select(rung => (rung.Name, rung.Rung, Shelf(rung.Name))).ToList();
        if (rungs.Count == 0)
            return;

        var ladder = new StageLadder(source.Id, rungs, _options, _watcher, _alarms, _metrics, _time, _logger);
        _stages[source.Id] = (ladder, source.Subscribe(ladder));
    }

    public async Task EndAsync(StageId stage)
    {
        if (!_stages.TryRemove(stage, out var known))
            return;
        known.Subscription.Dispose();
        await known.Ladder.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        foreach (var stage in _stages.Keys)
            await EndAsync(stage);
    }

    private EncodedShelf Shelf(string rendition) => _shelves.GetOrAdd(rendition, _ => new EncodedShelf(_options.Patience));

    private void CheckLoad()
    {
        if (_stages.IsEmpty)
            return;

        var cpu = _host.Measure();
        foreach (var (ladder, _) in _stages.Values)
            ladder.CheckLoad(cpu);
    }
}
