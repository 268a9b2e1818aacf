using Broadcast.Chat.Hosting;

namespace Broadcast.Api.Embedded;

/// <summary>
/// Deals with the server of a host that was killed: two servers on one append-only file would destroy it. The caller holds the lock of the
/// data directory, so whatever still runs here has no host.
/// </summary>
internal sealed partial class LeftoverRedis(RedisPlace place, TimeProvider time, ILogger<LeftoverRedis> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task EndAsync(CancellationToken cancellation)
    {
        var noted = RedisRun.Read(place.RunFile);
        var answering = await RedisRun.AskAsync(place.Socket, cancellation);
        if (answering is not null)
        {
            // A server that was started and killed off before its host could note it says by its directory that it is ours.
            if (answering.RunId != noted?.RunId && !WorksHere(answering))
                throw new StartFailure($"Another Redis (process {answering.Process}) listens on {place.Socket}. End it, or choose another directory with --DataDirectory.");

            Found(logger, answering.Process);
            await RedisSocket.AskAsync(place.Socket, "SHUTDOWN SAVE", Patience, cancellation);
        }

        // It may also be on its way out, deaf already, and still write.
        var until = time.GetUtcNow() + Patience;
        foreach (var run in new[] { noted, answering })
            while (run is { IsAlive: true })
            {
                if (time.GetUtcNow() > until)
                    throw new StartFailure($"The Redis of an earlier host (process {run.Process}) does not end. End it, then start again.");
                await Task.Delay(Pause, time, cancellation);
            }

        File.Delete(place.Socket);
        File.Delete(place.RunFile);
    }

    /// <summary>Redis changes into its <c>dir</c> at start.</summary>
    private bool WorksHere(RedisRun run) => File.ResolveLinkTarget($"/proc/{run.Process}/cwd", returnFinalTarget: false)?.FullName == place.Folder;

    [LoggerMessage(EventName = nameof(Found), Level = LogLevel.Warning, Message = "The private Redis of a killed host (process {Process}) is shut down with SAVE")]
    private static partial void Found(ILogger logger, int process);
}
