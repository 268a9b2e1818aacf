using System.Security.Cryptography;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo.Audience;

/// <summary>
/// A simulated audience, so that nobody opens an empty room: real connections over loopback to this host's own hub. They come one after the other,
/// and whoever loses their connection comes back later.
/// </summary>
internal sealed partial class DemoAudience(
    AudienceTickets tickets, DemoAddresses addresses, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<DemoAudience> logger) : LoopService
{
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);
    private readonly AudienceTroubles _troubles = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        var cast = AudienceCast.Of(options.Value.Audience);
        if (cast.Count == 0)
            return;

        await lifetime.StartedAsync(stoppingToken);
        Comes(logger, cast.Count);
        var hub = new Uri($"{addresses.Http}/hubs/room");
        var talks = cast.Select(guise => guise.Room).Distinct().ToDictionary(room => room, _ => new RoomTalk());
        await Task.WhenAll(cast.Select((guise, i) =>
        {
            var plan = new ViewerPlan(guise, new Dice(new Random(RandomNumberGenerator.GetInt32(int.MaxValue))), talks[guise.Room]);
            return StayAsync(new SimulatedViewer(guise, plan, tickets, hub, time), Apart * i, stoppingToken);
        }));
    }

    private async Task StayAsync(SimulatedViewer viewer, TimeSpan first, CancellationToken stopping)
    {
        var pauses = new BackOff(first: TimeSpan.FromSeconds(2), longest: TimeSpan.FromMinutes(2));
        await Task.Delay(first, time, stopping);
        while (true)
        {
            var came = time.GetTimestamp();
            try
            {
                await viewer.VisitAsync(stopping);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // The hub is away or full; what the reason is, the host says elsewhere too.
                _troubles.Note(exception);
            }

            if (time.GetElapsedTime(came) > Settled)
                pauses.Reset();
            await Task.Delay(pauses.Next(), time, stopping);
        }
    }

    [LoggerMessage(EventName = nameof(Comes), Level = LogLevel.Information, Message = "The demo's audience comes: {Count} simulated viewers, whose names say so")]
    private static partial void Comes(ILogger logger, int count);
}
