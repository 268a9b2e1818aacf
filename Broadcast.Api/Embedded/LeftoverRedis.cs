using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Api.Embedded;

/// <summary>
/// Ends the Redis server of a killed host, because two servers on one append-only file would destroy it. The caller holds the lock of the
/// data directory, so a server that still runs there has no host.
/// </summary>
internal sealed partial class LeftoverRedis(RedisPaths paths, TimeProvider time, ILogger<LeftoverRedis> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async Task EndAsync(CancellationToken cancellation)
    {
        var noted = RedisRun.Read(paths.RunFile);
        var answering = await RedisRun.AskAsync(paths.Socket, cancellation);
        if (answering is not null)
        {
            // A host may be killed before it writes the run file; then the server's working directory shows that it is ours.
            if (answering.RunId != noted?.RunId && !WorksHere(answering))
                throw new StartFailure($"Another Redis (process {answering.Process}) listens on {paths.Socket}. End it, or choose another directory with --DataDirectory.");

            Found(logger, answering.Process);
            await RedisSocket.AskAsync(paths.Socket, "SHUTDOWN SAVE", Patience, cancellation);
        }

        // A server that is shutting down may no longer answer, but still write.
        var until = time.GetUtcNow() + Patience;
        foreach (var run in new[] { noted, answering })
            while (run is { IsAlive: true })
            {
                if (time.GetUtcNow() > until)
                    throw new StartFailure($"The Redis of an earlier host (process {run.Process}) does not end. End it, then start again.");
                await Task.Delay(Pause, time, cancellation);
            }

        File.Delete(paths.Socket);
        File.Delete(paths.RunFile);
    }

    /// <summary>Whether the server runs in our folder: Redis changes into its <c>dir</c> at start.</summary>
    private bool WorksHere(RedisRun run) => File.ResolveLinkTarget($"/proc/{run.Process}/cwd", returnFinalTarget: false)?.FullName == paths.Folder;

    [LoggerMessage(EventName = nameof(Found), Level = LogLevel.Warning, Message = "The private Redis of a killed host (process {Process}) is shut down with SAVE")]
    private static partial void Found(ILogger logger, int process);
}
