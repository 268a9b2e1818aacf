using System.Diagnostics;
using System.Text;
using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Processes;

internal sealed class ChildProcessTests
{
    private ChildWatcher _watcher = null!;

    [SetUp]
    public void Begin() => _watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);

    [TearDown]
    public async Task End() => await _watcher.DisposeAsync();

    [Test]
    public async Task What_goes_in_comes_out_and_closing_the_input_ends_it()
    {
        await using var child = Start(new ChildCommand { FileName = "cat", Arguments = [], Input = true, Output = true });
        var sent = new byte[200_000];
        new Random(1).NextBytes(sent);

        var received = new MemoryStream();
        var copying = child.Output.CopyToAsync(received);
        await child.Input.WriteAsync(sent);
        var code = await child.StopAsync(TimeSpan.FromSeconds(10));
        await copying;

        Assert.That(code, Is.Zero);
        Assert.That(received.ToArray(), Is.EqualTo(sent));
    }

    [Test]
    public async Task No_pipe_stays_open_when_a_child_is_disposed()
    {
        await using (Start(new ChildCommand { FileName = "cat", Arguments = [], Input = true, Output = true }))
        {
            // The first child opens the pipes of the watcher, which stay open.
        }

        var before = OpenPipes();
        for (var i = 0; i < 5; i++)
            await Start(new ChildCommand { FileName = "cat", Arguments = [], Input = true, Output = true }).DisposeAsync();

        Assert.That(OpenPipes(), Is.EqualTo(before));
    }

    [Test]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        string[] arguments = ["%s\\n", "a b", "$(id)", "'\"", ";ls"];
        await using var child = Start(new ChildCommand { FileName = "printf", Arguments = arguments });

        await child.Exited;

        Assert.That(child.LastLines, Is.EqualTo(arguments[1..]));
    }

    [Test]
    public async Task Only_the_last_lines_are_kept_and_each_is_cut()
    {
        await using var child = Start(new ChildCommand
        {
            FileName = "sh",
            Arguments = ["-c", "i=0; while [ $i -lt 1000 ]; do echo \"$i xxxxxxxxxxxxxxxxxxxx\" >&2; i=$((i+1)); done"],
            LineCount = 3,
            LineLength = 6,
        });

        await child.Exited;

        Assert.That(child.LastLines, Is.EqualTo(new[] { "997 xx", "998 xx", "999 xx" }));
    }

    [Test]
    public async Task A_stopped_program_that_ignores_its_input_is_killed_after_the_grace()
    {
        await using var child = Start(new ChildCommand { FileName = "sleep", Arguments = ["600"], Input = true });
        var watch = Stopwatch.StartNew();

        var code = await child.StopAsync(TimeSpan.FromMilliseconds(200));

        Assert.That(code, Is.EqualTo(128 + 9));
        Assert.That(watch.ElapsedMilliseconds, Is.GreaterThanOrEqualTo(150));
    }

    [Test]
    public async Task A_program_that_is_asked_by_SIGTERM_may_leave_by_itself()
    {
        await using var child = Start(new ChildCommand
        {
            FileName = "sh",
            Arguments = ["-c", "trap 'echo saved; exit 7' TERM; echo ready; while :; do sleep 0.05; done"],
            Signal = ChildSignal.Term,
        });
        await Eventually.TrueAsync(() => child.LastLines.Count > 0, "its first line");

        var code = await child.StopAsync(TimeSpan.FromSeconds(10));

        Assert.That(code, Is.EqualTo(7));
        Assert.That(child.LastLines, Is.EqualTo(new[] { "ready", "saved" }));
    }

    [Test]
    public async Task A_child_holds_no_end_of_another_childs_pipes()
    {
        await using var other = Start(new ChildCommand { FileName = "cat", Arguments = [], Input = true, Output = true });
        var pipes = Enumerable.Range(0, 3).Select(number => new FileInfo($"/proc/{other.Id}/fd/{number}").LinkTarget!).ToList();
        await using var child = Start(new ChildCommand { FileName = "ls", Arguments = ["-l", "/proc/self/fd"] });

        await child.Exited;

        Assert.That(pipes, Has.All.StartsWith("pipe:"));
        Assert.That(child.LastLines.Where(line => pipes.Exists(pipe => line.EndsWith(pipe, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public async Task An_ended_program_leaves_no_zombie()
    {
        await using var child = Start(new ChildCommand { FileName = "true", Arguments = [] });

        await child.Exited;

        Assert.That(ProcessIdentity.Of(child.Id), Is.Null);
    }

    [Test]
    public void A_missing_program_is_named_with_its_package()
    {
        var probe = new ChildCommand { FileName = "/nonexistent/ffprobe", Arguments = [] };

        Assert.That(
            () => Start(probe),
            Throws.TypeOf<ProgramMissingException>().With.Message.Contains("'ffprobe' was not found").And.Message.Contains("Debian package 'ffmpeg'"));
    }

    [Test]
    public async Task A_write_to_a_stuck_program_can_be_cancelled()
    {
        await using var child = Start(new ChildCommand { FileName = "sleep", Arguments = ["600"], Input = true });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Assert.That(
            async () => await child.Input.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 1_000_000)), cancellation.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private ChildProcess Start(ChildCommand command) => ChildProcess.Start(command, _watcher);

    private static int OpenPipes() =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(entry => new FileInfo(entry).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true);
}
