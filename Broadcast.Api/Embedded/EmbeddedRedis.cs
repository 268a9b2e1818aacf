using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Processes;

namespace Broadcast.Api.Embedded;

/// <summary>
/// Owns the host's private <c>redis-server</c>: starts it before any other service, starts it again if it dies, and ends it after all
/// others (the process watcher does so when the host is killed). One supervising loop writes the state; the container disposes it.
/// </summary>
internal sealed partial class EmbeddedRedis(
    RedisPlace place, LeftoverRedis leftover, ChildWatcher watcher, TimeProvider time, ILogger<EmbeddedRedis> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private static readonly TimeSpan LoadingTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SavingTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestartPause = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _stopping = new();
    private ChildProcess? _server;
    private Task _supervision = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        place.Make();
        await leftover.EndAsync(cancellationToken);
        _server = await StartAsync(firstTime: true, cancellationToken);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => EndAsync();

    public async ValueTask DisposeAsync()
    {
        // Also when the start failed half-way: then nobody stops a host.
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
            // The host stops, and a start that it cut short may fail in any way.
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
                // Whatever it is (a full disk, no memory for a process), it may pass. The rest of the host works on without Redis: video goes on.
                NotRestarted(logger, failure.Message);
                await Task.Delay(RestartPause * 4, time, stopping);
            }
        }
    }

    private async Task<ChildProcess> StartAsync(bool firstTime, CancellationToken cancellation)
    {
        var server = ChildProcess.Start(
            new ChildCommand { FileName = "redis-server", Arguments = RedisArguments.For(place), Signal = ChildSignal.Term, WorkingDirectory = place.Folder },
            watcher);
        try
        {
            await AnsweringAsync(server, cancellation);
            if (await RedisRun.AskAsync(place.Socket, cancellation) is { } run)
                run.Write(place.RunFile);
            Started(logger, server.Id, firstTime ? "" : " again");
            return server;
        }
        catch
        {
            // Whatever went wrong, no server is left that nobody watches.
            await server.StopAsync(SavingTime);
            await server.DisposeAsync();
            throw;
        }
    }

    private async Task AnsweringAsync(ChildProcess server, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + LoadingTime;
        while (await RedisSocket.AskAsync(place.Socket, "PING", TimeSpan.FromSeconds(2), cancellation) != "+PONG")
        {
            if (server.Exited.IsCompleted || time.GetUtcNow() > until)
                throw new StartFailure(
                    $"The private Redis in {place.Folder} does not start: {string.Join(" | ", server.LastLines.TakeLast(3))} Mend it, or give ConnectionStrings:Redis.");
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
            // Also when the supervision failed: its server must not outlive the host.
            if (_server is not null)
            {
                await _server.StopAsync(SavingTime);
                await _server.DisposeAsync();
                File.Delete(place.RunFile);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventName = nameof(Started), Level = LogLevel.Information, Message = "The private Redis (process {Process}) runs{Again}")]
    private static partial void Started(ILogger logger, int process, string again);

    [LoggerMessage(EventName = nameof(Died), Level = LogLevel.Error, Message = "The private Redis ended with code {Code} and is started again: {LastLines}")]
    private static partial void Died(ILogger logger, int code, string lastLines);

    [LoggerMessage(EventName = nameof(NotRestarted), Level = LogLevel.Error, Message = "The private Redis was not started again, which is tried until it is: {Reason}")]
    private static partial void NotRestarted(ILogger logger, string reason);
}
