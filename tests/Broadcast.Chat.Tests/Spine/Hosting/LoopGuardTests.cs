using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Spine.Hosting;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LoopGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Lines _log = new();
    private readonly LoopGuard _guard;

    public LoopGuardTests() => _guard = new LoopGuard(_log, _time);

    [Test]
    public async Task A_fault_is_logged_and_the_loop_goes_on()
    {
        Assert.That(_guard.Try("One", () => throw new InvalidOperationException("of one")), Is.False);
        Assert.That(await _guard.TryAsync("Two", () => Task.FromException(new InvalidOperationException("of two")), CancellationToken.None), Is.False);
        Assert.That(await _guard.TryAsync("Three", () => Task.FromResult(true), CancellationToken.None), Is.True);
        Assert.That(await _guard.TryAsync("Four", () => Task.FromResult(false), CancellationToken.None), Is.False);

        Assert.That(_log, Is.EqualTo(["One failed: of one", "Two failed: of two"]));
    }

    [Test]
    public async Task Only_the_cancellation_of_the_loop_itself_passes()
    {
        using var stopping = new CancellationTokenSource();

        Assert.That(await _guard.TryAsync("A call", () => throw new OperationCanceledException("its time limit"), stopping.Token), Is.False);
        await stopping.CancelAsync();

        Assert.That(() => _guard.TryAsync("A call", () => Task.FromCanceled(stopping.Token), stopping.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_log, Is.EqualTo(["A call failed: its time limit"]));
    }

    [Test]
    public void What_goes_on_failing_is_logged_every_ten_seconds()
    {
        for (var tick = 0; tick < 250; tick++)
        {
            _guard.Try("The tick", () => throw new InvalidOperationException("again"));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.That(_log, Is.EqualTo(Enumerable.Repeat("The tick failed: again", 3)));
        _guard.Try("Another tick", () => throw new InvalidOperationException("first"));
        Assert.That(_log, Has.Count.EqualTo(4));
    }

    [Test]
    public void A_log_that_takes_nothing_is_no_reason_to_end()
    {
        _log.Full = true;

        Assert.That(_guard.Try("The tick", () => throw new InvalidOperationException("a fault")), Is.False);
    }

    private sealed class Lines : List<string>, ILogger
    {
        public bool Full { get; set; }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Full)
                throw new IOException("The disk is full.");
            Add($"{formatter(state, exception).Split(';')[0]}: {exception?.Message}");
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    }
}
