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
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();
    private readonly Dictionary<StageId, IDisposable> _subscriptions = [];

    /// <summary>Listeners that have still to hear that a channel began.</summary>
    private readonly List<(Action<ChannelOutput> Listener, ChannelOutput Output)> _untold = [];
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
                if (await _guard.TryAsync("Applying the facts", () => ApplyAsync(facts.Current, stoppingToken), stoppingToken))
                    await _wakeUp.WaitAsync(stoppingToken);
                else
                    await _wakeUp.WaitAsync(RetryPause, stoppingToken);
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

    /// <summary>Makes the channels what the facts say; false when one of them must be tried again: the facts may not change for hours.</summary>
    private async Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        var applied = true;
        foreach (var stage in view.Facts.Stages.Where(stage => !_stages.ContainsKey(stage.Id.Value)))
            applied &= await _guard.TryAsync($"Beginning channel {stage.Id}", () => AddStageAsync(stage.Id), cancellation);
        foreach (var relay in view.Facts.Relays)
            applied &= await _guard.TryAsync($"Applying the rundown of channel {relay.Channel}", () => ApplyAsync(relay, cancellation), cancellation);
        foreach (var gone in _relays.Values.Where(relay => view.Relay(relay.Output.Id) is null).ToList())
        {
            Remove(gone);
            ChannelEnded(logger, gone.Output.Id);
        }

        foreach (var gone in _stages.Values.Where(stage => view.Stage(stage.Stage) is null).ToList())
        {
            await RemoveAsync(gone);
            ChannelEnded(logger, gone.Output.Id);
        }

        return TellBegan() && applied;
    }

    private async Task AddStageAsync(StageId id)
    {
        var stage = new StageChannel(id, NewOutput(id.Channel, relay: false));
        try
        {
            stage.Output.SlateChanged += (showing, at) => notices.OnSlate(id.Channel, showing, at);
            foreach (var relay in _relays.Values)
                stage.Follow(relay);
            _stages = _stages.Add(id.Value, stage);
            _subscriptions[id] = sources.Source(id).Subscribe(stage);
            ladders.Begin(sources.Source(id));
            ChannelBegan(logger, id.Channel);
        }
        catch
        {
            // The next attempt begins from nothing.
            await RemoveAsync(stage);
            throw;
        }

        Tell(stage.Output);
    }

    private Task ApplyAsync(RelayFact fact, CancellationToken cancellation)
    {
        if (Relay(fact.Channel.Value) is not { } known)
            return AddRelayAsync(fact, cancellation);

        known.Update(new Rundown(fact.Slots));
        return Task.CompletedTask;
    }

    private async Task AddRelayAsync(RelayFact fact, CancellationToken cancellation)
    {
        var relay = new RelayPlayout(NewOutput(fact.Channel, relay: true), options.Value, time, notices, logger);
        try
        {
            relay.Update(new Rundown(fact.Slots));
            foreach (var stage in _stages.Values)
                stage.Follow(relay);
            _relays = _relays.Add(fact.Channel.Value, relay);
            ChannelBegan(logger, fact.Channel);
            relay.Start(await LastStateAsync(fact.Channel, cancellation));
        }
        catch when (!cancellation.IsCancellationRequested)
        {
            Remove(relay);
            throw;
        }

        Tell(relay.Output);
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

    private void Tell(ChannelOutput began)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(Began))
            _untold.Add((listener, began));
        TellBegan();
    }

    /// <summary>A listener that fails costs the channel nothing, and is told again; false while there is one.</summary>
    private bool TellBegan()
    {
        _untold.RemoveAll(told => _guard.Try($"Telling that channel {told.Output.Id} began", () => told.Listener(told.Output)));
        return _untold.Count == 0;
    }

    private void Remove(RelayPlayout relay)
    {
        _relays = _relays.Remove(relay.Output.Id.Value);
        foreach (var stage in _stages.Values)
            stage.Unfollow(relay);
        End(relay.Output, relay);
    }

    private async Task RemoveAsync(StageChannel stage)
    {
        _stages = _stages.Remove(stage.Stage.Value);
        if (_subscriptions.Remove(stage.Stage, out var subscription))
            subscription.Dispose();
        await _guard.TryAsync($"Ending the ladder of stage {stage.Stage}", () => ladders.EndAsync(stage.Stage), CancellationToken.None);
        End(stage.Output, stage);
    }

    private void End(ChannelOutput output, IDisposable channel)
    {
        _untold.RemoveAll(told => told.Output == output);
        foreach (var listener in Delegate.EnumerateInvocationList(Ended))
            _guard.Try($"Telling that channel {output.Id} ended", () => listener(output));
        _guard.Try($"Ending channel {output.Id}", channel.Dispose);
    }

    private ChannelOutput NewOutput(ChannelId id, bool relay)
    {
        var output = new ChannelOutput(id, slate.Clip, options.Value, time, metrics, logger);
        try
        {
            ladders.Equip(output, relay);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
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
