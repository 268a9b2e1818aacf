using Broadcast.Api.Data;
using Broadcast.Api.Rundown;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using MediatR;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>Keeps extending the demo's rundown, with the same command as an operator's change.</summary>
internal sealed partial class DemoRundownKeeper(
    IServiceScopeFactory scopes, ILeases leases, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoRundownKeeper> logger) : LoopService
{
    private readonly LoopGuard _guard = new(logger, time);

    /// <summary>Extends the rundown if needed. Also called before the services start, so that the first facts contain a plan.</summary>
    public Task ExtendAsync(CancellationToken cancellation) => leases.UnderAsync("demo", _ => ReplaceAsync(cancellation), cancellation);

    private async Task ReplaceAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var view = await RundownView.ReadAsync(scope.ServiceProvider.GetRequiredService<FestivalDb>(), DemoProgramme.Id, cancellation);
        if (view is null || DemoRundown.Extend(view.Slots, time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.SlotSeconds)) is not { } plan)
            return;

        var replaced = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReplaceRundown(Actor.Rule(Rules.Demo), DemoProgramme.Id, view.Revision, plan), cancellation);
        if (replaced.Failed)
            // Somebody has just changed the rundown or removed a stage: the next round starts from the new state.
            NotExtended(logger, replaced.Error.Message);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Min(30, options.Value.SlotSeconds)), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await _guard.TryAsync("Extending the demo's rundown", () => TryExtendAsync(stoppingToken), stoppingToken);
    }

    private async Task TryExtendAsync(CancellationToken cancellation)
    {
        try
        {
            await ExtendAsync(cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The plan reaches far ahead, so the next round is early enough.
            NotExtended(logger, fault.GetBaseException().Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotExtended), Level = LogLevel.Warning, Message = "The demo's rundown was not extended; the next round tries again: {Reason}")]
    private static partial void NotExtended(ILogger logger, string reason);
}
