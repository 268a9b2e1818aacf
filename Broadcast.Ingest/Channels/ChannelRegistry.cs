using System.Collections.Immutable;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.State;
using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// The channels that the facts name: one a stage and one a relay. One loop makes and ends them; everyone reads the snapshots.
/// </summary>
internal sealed partial class ChannelRegistry(
    FactsReader facts,
    StageRegistry sources,
    SlateStore slate,
    Ladders ladders,
    LiveState state,
    ChannelNotices notices,
    ChannelMetrics metrics,
    IOptions<ChannelOptions> options,
    TimeProvider time,
    ILogger<ChannelRegistry> logger) : BackgroundService
{
    private const int StateAttempts = 3;
    private static readonly TimeSpan StatePause = TimeSpan.FromSeconds(1);
    private readonly WakeUp _wakeUp = new();
    private readonly Dictionary<StageId, IDisposable> _subscriptions = [];
    private volatile ImmutableDictionary<string, StageChannel> _stages = ImmutableDictionary.Create<string, StageChannel>(StringComparer.Ordinal);
    private volatile ImmutableDictionary<string, RelayPlayout> _relays = ImmutableDictionary.Create<string, RelayPlayout>(StringComparer.Ordinal);

    public IEnumerable<StageChannel> Stages => _stages.Values;

    public IEnumerable<RelayPlayout> Relays => _relays.Values;

    public StageChannel? Stage(string id) => _stages.GetValueOrDefault(id);

    public RelayPlayout? Relay(string id) => _relays.GetValueOrDefault(id);

    public ChannelOutput? Output(string id) => Stage(id)?.Output ?? Relay(id)?.Output;

    public IEnumerable<ChannelOutput> Outputs => Stages.Select(stage => stage.Output).Concat(Relays.Select(relay => relay.Output));

    /// <summary>A channel plays from now on. Raised by the registry's loop; handlers must not block.</summary>
    public event Action<ChannelOutput>? Began;

    /// <summary>A channel has ended.</summary>
    public event Action<ChannelOutput>? Ended;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.ReportListed(() => Outputs.Select(output => (output.Id, output.Listing.Segments.Length)));
        facts.Changed += OnFacts;
        try
        {
            while (true)
            {
                await ApplyAsync(facts.Current, stoppingToken);
                await _wakeUp.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what is listed can be fetched until it is gone.
        }
        finally
        {
            facts.Changed -= OnFacts;
        }
    }

    private async Task ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        foreach (var stage in view.Facts.Stages.Where(stage => !_stages.ContainsKey(stage.Id.Value)))
            AddStage(stage.Id);
        foreach (var relay in view.Facts.Relays)
        {
            if (Relay(relay.Channel.Value) is { } known)
                known.Update(new Rundown(relay.Slots));
            else
                await AddRelayAsync(relay, cancellation);
        }

        foreach (var gone in _relays.Values.Where(relay => view.Relay(relay.Output.Id) is null).ToList())
            Remove(gone);
        foreach (var gone in _stages.Values.Where(stage => view.Stage(stage.Stage) is null).ToList())
            await RemoveAsync(gone);
    }

    private void AddStage(StageId id)
    {
        var stage = new StageChannel(id, NewOutput(id.Channel, relay: false));
        stage.Output.SlateChanged += (showing, at) => notices.OnSlate(id.Channel, showing, at);
        foreach (var relay in _relays.Values)
            stage.Follow(relay);
        _stages = _stages.Add(id.Value, stage);
        _subscriptions[id] = sources.Source(id).Subscribe(stage);
        ladders.Begin(sources.Source(id));
        ChannelBegan(logger, id.Channel);
        Began?.Invoke(stage.Output);
    }

    private async Task AddRelayAsync(RelayFact fact, CancellationToken cancellation)
    {
        var relay = new RelayPlayout(NewOutput(fact.Channel, relay: true), options.Value, time, notices, logger);
        relay.Update(new Rundown(fact.Slots));
        foreach (var stage in _stages.Values)
            stage.Follow(relay);
        _relays = _relays.Add(fact.Channel.Value, relay);
        ChannelBegan(logger, fact.Channel);
        relay.Start(await LastStateAsync(fact.Channel, cancellation));
        Began?.Invoke(relay.Output);
    }

    /// <summary>What the relay showed before the host was started again: a take in force survives.</summary>
    private async Task<RelayState?> LastStateAsync(ChannelId channel, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await state.RelayAsync(channel);
            }
            catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
            {
                StateNotRead(logger, channel, exception.Message);
            }
            catch (JsonException exception)
            {
                // Another look would not read it either. The relay follows its rundown, and its next state replaces this one.
                StateNotRead(logger, channel, exception.Message);
                return null;
            }

            if (attempt == StateAttempts)
                return null;
            await Task.Delay(StatePause, time, cancellation);
        }
    }

    private void Remove(RelayPlayout relay)
    {
        _relays = _relays.Remove(relay.Output.Id.Value);
        foreach (var stage in _stages.Values)
            stage.Unfollow(relay);
        Ended?.Invoke(relay.Output);
        relay.Dispose();
        ChannelEnded(logger, relay.Output.Id);
    }

    private async Task RemoveAsync(StageChannel stage)
    {
        _stages = _stages.Remove(stage.Stage.Value);
        if (_subscriptions.Remove(stage.Stage, out var subscription))
            subscription.Dispose();
        await ladders.EndAsync(stage.Stage);
        Ended?.Invoke(stage.Output);
        stage.Dispose();
        ChannelEnded(logger, stage.Output.Id);
    }

    private ChannelOutput NewOutput(ChannelId id, bool relay)
    {
        var output = new ChannelOutput(id, slate.Clip, options.Value, time, metrics, logger);
        ladders.Equip(output, relay);
        return output;
    }

    private void OnFacts(FactsView view) => _wakeUp.Set();

    public override void Dispose()
    {
        foreach (var subscription in _subscriptions.Values)
            subscription.Dispose();
        foreach (var relay in _relays.Values)
            relay.Dispose();
        foreach (var stage in _stages.Values)
            stage.Dispose();
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "ChannelBegan", Message = "Channel {Channel} plays")]
    private static partial void ChannelBegan(ILogger logger, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Information, EventName = "ChannelEnded", Message = "Channel {Channel} is gone from the facts and has ended")]
    private static partial void ChannelEnded(ILogger logger, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "StateNotRead", Message = "What {Channel} showed last was not read: {Reason}")]
    private static partial void StateNotRead(ILogger logger, ChannelId channel, string reason);
}
