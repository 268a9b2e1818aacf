using System.Diagnostics;
using System.Globalization;
using Broadcast.Chat.Spine.Processes;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Processes;

internal sealed class ProcessIdentityTests
{
    [Test]
    public async Task A_dead_process_that_nobody_reaps_is_gone()
    {
        // The shell becomes a process that knows nothing of its child and never waits for it.
        using var parent = Process.Start(new ProcessStartInfo("sh")
        {
            ArgumentList = { "-c", "sleep 0.1 & echo $!; exec sleep 600" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        try
        {
            var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);

            await Eventually.TrueAsync(() => ProcessIdentity.Of(child) is null, "the child is gone");

            Assert.That(Directory.Exists($"/proc/{child}"), Is.True, "it waits to be reaped");
            Assert.That(ProcessIdentity.Of(parent.Id), Is.Not.Null);
        }
        finally
        {
            parent.Kill();
        }
    }
}
