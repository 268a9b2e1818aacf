using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo.Hand;

/// <summary>
/// An anchor's hand for the demo's stages, so that whoever opens a page sees something happen: fast on the stage that is on air, slower on the others.
/// It leaves a stage at the first command of a real person there, and all of them when an operator takes one on air: see <see cref="HandOver"/>.
/// </summary>
internal sealed partial class DemoHand(
    HandOver over, LiveState state, IServiceScopeFactory scopes, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<DemoHand> logger) : LoopService
{
    private static readonly ChannelId Relay = ChannelId.Parse(DemoProgramme.Id.Value);

    private readonly LoopGuard _guard = new(logger, time);
    private volatile string? _onAir;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Hand)
            return;

        await lifetime.StartedAsync(stoppingToken);
        Begins(logger);
        var hands = DemoProgramme.Stages.Select(stage => new StageHand(stage, over, scopes, time, options.Value.QuestionSeconds)).ToList();
        await Task.WhenAll([WatchAsync(hands, stoppingToken), .. hands.Select((hand, i) => WorkAsync(hand, HandPace.Apart * i, stoppingToken))]);
    }

    /// <summary>Rounds on one stage, until a person takes it.</summary>
    private async Task WorkAsync(StageHand hand, TimeSpan first, CancellationToken stopping)
    {
        await Task.Delay(first, time, stopping);
        while (!over.IsTaken(hand.Stage))
        {
            var done = await _guard.TryAsync($"The demo's hand on {hand.Stage}", () => TryRoundAsync(hand, stopping), stopping);
            await RestAsync(hand.Stage, done, stopping);
        }
    }

    private async Task<bool> TryRoundAsync(StageHand hand, CancellationToken stopping)
    {
        try
        {
            return await hand.RoundAsync(stopping);
        }
        catch (OperationCanceledException) when (over.IsTaken(hand.Stage) && !stopping.IsCancellationRequested)
        {
            // A person has the stage.
            return false;
        }
        catch (Exception fault) when (RedisAway.Is(fault) || DatabaseAway.Is(fault))
        {
            NotDone(logger, hand.Stage, fault.GetBaseException().Message);
            return false;
        }
    }

    private async Task RestAsync(StageId stage, bool done, CancellationToken stopping)
    {
        await Task.Delay(done ? HandPace.OnAir : HandPace.AfterFailure, time, stopping);
        var rested = time.GetTimestamp();
        while (_onAir != stage.Value && !over.IsTaken(stage) && time.GetElapsedTime(rested) < HandPace.Elsewhere)
            await Task.Delay(HandPace.Glance, time, stopping);
    }

    /// <summary>Follows what is on air, and looks whether an operator has put it there.</summary>
    private async Task WatchAsync(List<StageHand> hands, CancellationToken stopping)
    {
        // Redis keeps a take of an earlier start.
        var began = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var timer = new PeriodicTimer(HandPace.Glance, time);
        do
        {
            await _guard.TryAsync("Looking what is on air, for the demo's hand", () => LookAsync(began, stopping), stopping);
        }
        while (!hands.TrueForAll(hand => over.IsTaken(hand.Stage)) && await timer.WaitForNextTickAsync(stopping));
    }

    private async Task LookAsync(long began, CancellationToken stopping)
    {
        try
        {
            var relay = await state.RelayAsync(Relay);
            _onAir = relay?.OnAir?.Value;
            if (relay is { By: { Kind: ActorKinds.Staff } by } && relay.Since >= began)
                await over.TakeAllAsync(by, stopping);
        }
        catch (Exception fault) when (RedisAway.Is(fault))
        {
            // The rooms say so; the next look is in a second.
        }
    }

    [LoggerMessage(EventName = nameof(Begins), Level = LogLevel.Information, Message = "The demo's hand pins and asks on all stages; it leaves a stage at the first command of a person there, and all at a take")]
    private static partial void Begins(ILogger logger);

    [LoggerMessage(EventName = nameof(NotDone), Level = LogLevel.Warning, Message = "The demo's hand could not act on {Stage}, and tries again later: {Reason}")]
    private static partial void NotDone(ILogger logger, StageId stage, string reason);
}
