using System.Diagnostics;
using System.Globalization;
using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Processes;

internal sealed class ChildWatcherTests
{
    [Test]
    public async Task A_host_killed_by_SIGKILL_leaves_no_child()
    {
        using var host = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "exec", typeof(ChildHost).Assembly.Location },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var ids = (await host.StandardOutput.ReadLineAsync())!.Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        Assert.That(ids.Select(IsRunning), Is.All.True);

        host.Kill();
        await host.WaitForExitAsync();

        await GoneAsync(ids[0]);
        await GoneAsync(ids[1]);
    }

    [Test]
    public async Task A_child_that_is_left_ends_with_the_watcher()
    {
        var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await using var child = ChildProcess.Start(new ChildCommand { FileName = "sleep", Arguments = ["600"] }, watcher);

        await watcher.DisposeAsync();

        Assert.That(await child.Exited.WaitAsync(Eventually.Patience), Is.EqualTo(128 + 9));
    }

    [Test]
    public async Task A_process_with_the_id_of_an_ended_child_is_spared()
    {
        using var stranger = Process.Start(new ProcessStartInfo("sleep") { ArgumentList = { "600" } })!;
        try
        {
            var known = ProcessIdentity.Of(stranger.Id)!.Value;
            var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
            watcher.Watch(known with { StartTime = known.StartTime - 1 }, ChildSignal.Kill);

            await watcher.DisposeAsync();

            Assert.That(stranger.HasExited, Is.False);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Test]
    public async Task A_watcher_that_dies_is_replaced_and_knows_every_child()
    {
        var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
        await using var child = ChildProcess.Start(new ChildCommand { FileName = "sleep", Arguments = ["600"] }, watcher);
        var first = watcher.ProcessId!.Value;

        using (var shell = Process.GetProcessById(first))
            shell.Kill();
        await Eventually.TrueAsync(() => watcher.ProcessId is { } id && id != first, "another watcher");
        await watcher.DisposeAsync();

        Assert.That(await child.Exited.WaitAsync(Eventually.Patience), Is.EqualTo(128 + 9));
    }

    private static bool IsRunning(int id) => ProcessIdentity.Of(id) is not null;

    private static Task GoneAsync(int id) => Eventually.TrueAsync(() => !IsRunning(id), $"the end of process {id}");
}
