using System.Collections.Immutable;
using System.Text.Json;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// The channels that the facts name: one for each stage and each relay. One loop begins and ends them; anyone reads the snapshots.
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
    ILogger<ChannelRegistry> logger) : FactsFollower(facts, logger, time)
{
    private const int StateAttempts = 3;
    private static readonly TimeSpan StatePause = TimeSpan.FromSeconds(1);
    private readonly Dictionary<StageId, IDisposable> _subscriptions = [];

    /// <summary>Listeners not notified yet that a channel began.</summary>
    private readonly List<(Action<ChannelOutput> Listener, ChannelOutput Output)> _unnotified = [];
    private volatile ImmutableDictionary<string, StageChannel> _stages = ImmutableDictionary.Create<string, StageChannel>(StringComparer.Ordinal);
    private volatile ImmutableDictionary<string, RelayPlayout> _relays = ImmutableDictionary.Create<string, RelayPlayout>(StringComparer.Ordinal);

    public IEnumerable<StageChannel> Stages => _stages.Values;

    public IEnumerable<RelayPlayout> Relays => _relays.Values;

    public StageChannel? Stage(string id) => _stages.GetValueOrDefault(id);

    public RelayPlayout? Relay(string id) => _relays.GetValueOrDefault(id);

    public ChannelOutput? Output(string id) => Stage(id)?.Output ?? Relay(id)?.Output;

    public IEnumerable<ChannelOutput> Outputs => Stages.Select(stage => stage.Output).Concat(Relays.Select(relay => relay.Output));

    /// <summary>
    /// Raised by the registry's loop when a channel begins to play. Handlers must not block; one that throws is called again.
    /// </summary>
    public event Action<ChannelOutput>? Began;

    /// <summary>A channel has ended.</summary>
    public event Action<ChannelOutput>? Ended;

    /// <summary>Ends what was done by hand to show a stage that the facts do not have; true when there was something to end.</summary>
    public static bool ForgetGone(RelayPlayout relay, FactsView view)
    {
        if (relay.State.ByHand?.Stage is not { } stage || view.Stage(stage) is not null)
            return false;

        relay.Forget(stage);
        return true;
    }

    protected override Task BeginAsync(CancellationToken cancellation)
    {
        metrics.ReportListed(() => Outputs.Select(output => (output.Id, output.Listing.Segments.Length)));
        metrics.ReportShelves(() => Outputs.SelectMany(output => output.Renditions, (output, rendition) => (output.Id, rendition)));
        return Task.CompletedTask;
    }

    /// <summary>
    /// Begins, updates and ends channels as the facts say. Channels do not end when the host stops: what is listed can be fetched until the
    /// host is gone.
    /// </summary>
    protected override async Task<bool> ApplyAsync(FactsView view, CancellationToken cancellation)
    {
        var applied = true;
        foreach (var stage in view.Facts.Stages.Where(stage => !_stages.ContainsKey(stage.Id.Value)))
            applied &= await Guard.TryAsync($"Beginning channel {stage.Id}", () => AddStageAsync(stage.Id), cancellation);
        foreach (var relay in view.Facts.Relays)
            applied &= await Guard.TryAsync($"Applying the rundown of channel {relay.Channel}", () => ApplyAsync(relay, cancellation), cancellation);
        foreach (var gone in _relays.Values.Where(relay => view.Relay(relay.Output.Id) is null).ToList())
        {
            gone.End();
            Remove(gone);
            ChannelEnded(logger, gone.Output.Id);
        }

        // Before their pictures end; also what a relay restored that has begun now.
        foreach (var relay in _relays.Values)
            ForgetGone(relay, view);
        foreach (var gone in _stages.Values.Where(stage => view.Stage(stage.Stage) is null).ToList())
        {
            await RemoveAsync(gone);
            ChannelEnded(logger, gone.Output.Id);
        }

        return NotifyPending() && applied;
    }

    private async Task AddStageAsync(StageId id)
    {
        var stage = new StageChannel(id, NewOutput(id.Channel, ChannelKind.Stage));
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

        NotifyBegan(stage.Output);
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
        var relay = new RelayPlayout(NewOutput(fact.Channel, ChannelKind.Relay), options.Value, Time, notices, logger);
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

        NotifyBegan(relay.Output);
    }

    /// <summary>
    /// What the relay showed before the host was started again, so that what is on air by hand survives; null when none can be read.
    /// </summary>
    private async Task<RelayState?> LastStateAsync(ChannelId channel, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await state.RelayAsync(channel);
            }
            catch (Exception exception) when (RedisAway.OrRefuses(exception))
            {
                StateNotRead(logger, channel, exception.Message);
            }
            catch (JsonException exception)
            {
                // Reading again would fail as well. The relay follows its rundown, and its next state replaces this one.
                StateNotRead(logger, channel, exception.Message);
                return null;
            }

            if (attempt == StateAttempts)
                return null;
            await Task.Delay(StatePause, Time, cancellation);
        }
    }

    private void NotifyBegan(ChannelOutput began)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(Began))
            _unnotified.Add((listener, began));
        NotifyPending();
    }

    /// <summary>
    /// Notifies the pending listeners. One that throws does not harm the channel and is notified again; false while there is one.
    /// </summary>
    private bool NotifyPending()
    {
        _unnotified.RemoveAll(entry => Guard.Try($"Notifying that channel {entry.Output.Id} began", () => entry.Listener(entry.Output)));
        return _unnotified.Count == 0;
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
        await Guard.TryAsync($"Ending the ladder of stage {stage.Stage}", () => ladders.EndAsync(stage.Stage), CancellationToken.None);
        End(stage.Output, stage);
    }

    private void End(ChannelOutput output, IDisposable channel)
    {
        _unnotified.RemoveAll(entry => entry.Output == output);
        foreach (var listener in Delegate.EnumerateInvocationList(Ended))
            Guard.Try($"Notifying that channel {output.Id} ended", () => listener(output));
        Guard.Try($"Ending channel {output.Id}", channel.Dispose);
    }

    private ChannelOutput NewOutput(ChannelId id, ChannelKind kind)
    {
        var output = new ChannelOutput(id, kind, slate.Clip, options.Value, Time, metrics, logger);
        try
        {
            ladders.Equip(output, kind);
            return output;
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }

    public override void Dispose()
    {
        foreach (var subscription in _subscriptions.Values)
            subscription.Dispose();
        foreach (var relay in _relays.Values)
            relay.Dispose();
        foreach (var stage in _stages.Values)
            stage.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, EventName = "ChannelBegan", Message = "Channel {Channel} plays")]
    private static partial void ChannelBegan(ILogger logger, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Information, EventName = "ChannelEnded", Message = "Channel {Channel} is gone from the facts and has ended")]
    private static partial void ChannelEnded(ILogger logger, ChannelId channel);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "StateNotRead",
        Message = "The last state of {Channel} was not read from Redis: {Reason}")]
    private static partial void StateNotRead(ILogger logger, ChannelId channel, string reason);
}
