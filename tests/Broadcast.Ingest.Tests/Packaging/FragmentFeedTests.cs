using System.Collections.Concurrent;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Tests.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;

namespace Broadcast.Ingest.Tests.Packaging;

internal sealed class FragmentFeedTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(40);
    private readonly ConcurrentQueue<FedProgram> _children = new();
    private readonly TestFragments _fragments = new();
    private ChildWatcher _watcher = null!;

    [SetUp]
    public void Begin()
    {
        _children.Clear();
        _watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);
    }

    [TearDown]
    public async Task End() => await _watcher.DisposeAsync();

    [Test]
    public async Task Each_run_has_a_child_that_gets_its_init_and_then_its_fragments()
    {
        var (first, second) = (TestFragments.Run("first"), TestFragments.Run("second"));
        await using var feed = Feed("cat");

        Send(feed, first, 3);
        Send(feed, second, 2);
        feed.OnOffAir();

        await Eventually.TrueAsync(() => _children.Count == 2 && _children.All(child => child.Finished), "both children finish");
        var received = _children.Select(child => child.Received.Length).ToArray();
        Assert.That(received, Is.EqualTo(new[] { first.Init.Length + 3 * TestFragments.Size, second.Init.Length + 2 * TestFragments.Size }));
        Assert.That((feed.Dropped, feed.Failures), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task A_child_that_reads_nothing_delays_nobody_and_is_replaced()
    {
        var run = TestFragments.Run("run") with { Init = new byte[1 << 20] };
        await using var feed = Feed("sleep 60", "cat");

        Send(feed, run, 50);
        await Eventually.TrueAsync(() => feed.Failures == 1, "the child that hangs is given up");
        await Eventually.TrueAsync(
            () =>
            {
                Send(feed, run, 1);
                return _children.Count == 2;
            },
            "another child replaces it");

        Assert.That(feed.Dropped, Is.Positive);
        Assert.That(_children.First().Gone, Is.True);
    }

    [Test]
    public async Task What_waits_is_bounded_and_begins_again_with_a_keyframe()
    {
        var run = TestFragments.Run("run") with { Init = new byte[1 << 20] };
        await using var feed = Feed("sleep 60");
        Send(feed, run, 1);
        await Eventually.TrueAsync(() => _children.Count == 1 && feed.Waiting == 0, "the child holds the first fragment");

        Send(feed, run, 10);
        feed.OnFragment(_fragments.Next(run, Start, Frame, independent: false));

        Assert.That(feed.Waiting, Is.EqualTo(8));
        Assert.That(feed.Dropped, Is.EqualTo(3));
    }

    [Test]
    public async Task A_child_that_fails_at_everything_costs_itself_alone()
    {
        var begun = 0;
        var good = new GoodChild();
        await using var feed = FragmentFeed.Start(
            _ => begun++ switch { 0 => throw new InvalidOperationException("not begun"), 1 => new BadChild(), _ => good },
            new FragmentFeedLimits { LongestPause = TimeSpan.FromMilliseconds(1) },
            TimeProvider.System,
            NullLogger.Instance);

        var run = TestFragments.Run("run");
        await Eventually.TrueAsync(
            () =>
            {
                Send(feed, run, 1);
                return good.Received > 0;
            },
            "the third child is fed");

        Assert.That((begun, feed.Failures), Is.EqualTo((3, 2L)));
    }

    private FragmentFeed Feed(params string[] programs)
    {
        var number = 0;
        return FragmentFeed.Start(
            _ =>
            {
                var child = new FedProgram(programs[Math.Min(number++, programs.Length - 1)], _watcher);
                _children.Enqueue(child);
                return child;
            },
            new FragmentFeedLimits { Fragments = 8, WriteTimeout = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromSeconds(1) },
            TimeProvider.System,
            NullLogger.Instance);
    }

    /// <summary>Sends <paramref name="count"/> fragments, of which the first is independent.</summary>
    private void Send(FragmentFeed feed, MediaRun run, int count)
    {
        for (var i = 0; i < count; i++)
            feed.OnFragment(_fragments.Next(run, Start + i * Frame, Frame, independent: i == 0));
    }

    /// <summary>Accepts everything.</summary>
    private sealed class GoodChild : IFedChild
    {
        private int _received;

        public int Received => Volatile.Read(ref _received);

        public Stream Input => Stream.Null;

        public Task Ended { get; } = new TaskCompletionSource().Task;

        public void BeforeWrite(Fragment fragment) => Interlocked.Increment(ref _received);

        public Task FinishAsync() => Task.CompletedTask;

        public void Kill()
        {
            // It has no process.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Fails in ways that no contract allows.</summary>
    private sealed class BadChild : IFedChild
    {
        public Stream Input => throw new ObjectDisposedException("input");

        public Task Ended { get; } = Task.FromException(new System.Net.Sockets.SocketException(24));

        public Task FinishAsync() => throw new InvalidOperationException("not finished");

        public void Kill() => throw new InvalidOperationException("not killed");

        public ValueTask DisposeAsync() => throw new System.Net.Sockets.SocketException(24);
    }

    /// <summary>A real program as a child, with everything that it wrote to its output.</summary>
    private sealed class FedProgram : IFedChild
    {
        private readonly ChildProcess _process;
        private readonly MemoryStream _received = new();
        private readonly Task _reading;

        public FedProgram(string command, ChildWatcher watcher)
        {
            _process = ChildProcess.Start(new ChildCommand { FileName = "sh", Arguments = ["-c", $"exec {command}"], Input = true, Output = true }, watcher);
            _reading = _process.Output.CopyToAsync(_received);
        }

        public Stream Input => _process.Input;

        public Task Ended => _process.Exited;

        public bool Finished { get; private set; }

        public bool Gone => _process.Exited.IsCompleted;

        public byte[] Received => _received.ToArray();

        public async Task FinishAsync()
        {
            await _process.StopAsync(TimeSpan.FromSeconds(10));
            await _reading;
            Finished = true;
        }

        public void Kill() => _process.Kill();

        public ValueTask DisposeAsync() => _process.DisposeAsync();
    }
}
