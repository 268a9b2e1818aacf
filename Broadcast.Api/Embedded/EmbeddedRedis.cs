using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Api.Embedded;

/// <summary>
/// Owns the host's private <c>redis-server</c>: starts it before any other service, restarts it if it dies, and ends it after all others
/// (if the host is killed, the process watcher ends it). One supervising loop replaces the process; the container disposes this object.
/// </summary>
internal sealed partial class EmbeddedRedis(
    RedisPaths paths, LeftoverRedis leftover, ChildWatcher watcher, TimeProvider time, ILogger<EmbeddedRedis> logger) : EarlyStart, IAsyncDisposable
{
    private static readonly TimeSpan LoadingTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SavingTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _stopping = new();
    private ChildProcess? _server;
    private Task _supervision = Task.CompletedTask;

    public override async Task StartingAsync(CancellationToken cancellationToken)
    {
        paths.Make();
        await leftover.EndAsync(cancellationToken);
        _server = await StartAsync(firstTime: true, cancellationToken);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    public override Task StoppedAsync(CancellationToken cancellationToken) => EndAsync();

    public async ValueTask DisposeAsync()
    {
        // A host whose start failed half-way may never be stopped.
        await EndAsync();
        _stopping.Dispose();
    }

    private async Task SuperviseAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var code = await _server!.Exited.WaitAsync(stopping);
                Died(logger, code, string.Join(" | ", _server.LastLines.TakeLast(3)));
                await _server.DisposeAsync();
                _server = null;
                await Task.Delay(RestartPause, time, stopping);
                _server = await RestartAsync(stopping);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The host is stopping; a start that this interrupts may fail in any way.
        }
    }

    private async Task<ChildProcess> RestartAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                return await StartAsync(firstTime: false, stopping);
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                // Any cause (a full disk, too little memory) may pass. Meanwhile the rest of the host, also video, runs without Redis.
                NotRestarted(logger, failure.Message);
                await Task.Delay(RestartPause * 4, time, stopping);
            }
        }
    }

    private async Task<ChildProcess> StartAsync(bool firstTime, CancellationToken cancellation)
    {
        var server = ChildProcess.Start(
            new ChildCommand { FileName = "redis-server", Arguments = RedisArguments.For(paths), Signal = ChildSignal.Term, WorkingDirectory = paths.Folder },
            watcher);
        try
        {
            await WaitUntilAnsweringAsync(server, cancellation);
            if (await RedisRun.AskAsync(paths.Socket, cancellation) is { } run)
                run.Write(paths.RunFile);
            Started(logger, server.Id, firstTime ? "" : " again");
            return server;
        }
        catch
        {
            // Never leave a server behind that nobody supervises.
            await server.StopAsync(SavingTime);
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task WaitUntilAnsweringAsync(ChildProcess server, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + LoadingTime;
        while (await RedisSocket.AskAsync(paths.Socket, "PING", TimeSpan.FromSeconds(2), cancellation) != "+PONG")
        {
            if (server.Exited.IsCompleted || time.GetUtcNow() > until)
                throw new StartFailure(
                    $"The private Redis in {paths.Folder} does not start: {string.Join(" | ", server.LastLines.TakeLast(3))} Correct the cause, or set ConnectionStrings:Redis.");
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private async Task EndAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;

        await _stopping.CancelAsync();
        try
        {
            await _supervision;
        }
        finally
        {
            // Also when the supervision failed, because the server must not outlive the host.
            if (_server is not null)
            {
                await _server.StopAsync(SavingTime);
                await _server.DisposeAsync();
                File.Delete(paths.RunFile);
            }
        }
    }

    [LoggerMessage(EventName = nameof(Started), Level = LogLevel.Information, Message = "The private Redis (process {Process}) is running{Again}")]
    private static partial void Started(ILogger logger, int process, string again);

    [LoggerMessage(EventName = nameof(Died), Level = LogLevel.Error, Message = "The private Redis ended with exit code {Code} and will be restarted: {LastLines}")]
    private static partial void Died(ILogger logger, int code, string lastLines);

    [LoggerMessage(EventName = nameof(NotRestarted), Level = LogLevel.Error, Message = "The private Redis could not be restarted; this is tried again until it succeeds: {Reason}")]
    private static partial void NotRestarted(ILogger logger, string reason);
}
