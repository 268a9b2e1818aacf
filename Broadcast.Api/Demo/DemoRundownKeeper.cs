using Broadcast.Api.Data;
using Broadcast.Api.Rundown;
using Broadcast.Chat.Hosting;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>Lets the demo's rundown go on for ever, by the same command that an operator's change takes.</summary>
internal sealed partial class DemoRundownKeeper(
    IServiceScopeFactory scopes, IOptions<DemoOptions> options, TimeProvider time, ILogger<DemoRundownKeeper> logger) : BackgroundService
{
    private readonly LoopGuard _guard = new(logger, time);

    /// <summary>Also called once before the services start, so that the first facts have a plan.</summary>
    public async Task ExtendAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var view = await RundownView.ReadAsync(scope.ServiceProvider.GetRequiredService<FestivalDb>(), DemoProgramme.Id, cancellation);
        if (view is null || DemoRundown.Extend(view.Slots, time.GetUtcNow(), TimeSpan.FromSeconds(options.Value.SlotSeconds)) is not { } plan)
            return;

        var replaced = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ReplaceRundown(DemoProgramme.Id, view.Revision, plan), cancellation);
        if (replaced.Failed)
            // Somebody changed it this moment, or took a stage away: the next look sees what they made of it.
            NotExtended(logger, replaced.Error.Message);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Min(30, options.Value.SlotSeconds)), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await _guard.TryAsync("Extending the demo's rundown", () => LookAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await ExtendAsync(cancellation);
        }
        catch (Exception fault) when (fault is SqliteException or DbUpdateException)
        {
            // The plan reaches far ahead: there is time to try again.
            NotExtended(logger, fault.Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotExtended), Level = LogLevel.Warning, Message = "The demo's rundown was not extended: {Reason}")]
    private static partial void NotExtended(ILogger logger, string reason);
}
