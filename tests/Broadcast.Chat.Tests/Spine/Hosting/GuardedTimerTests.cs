using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class GuardedTimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task It_is_not_armed_before_it_is_told_when()
    {
        var elapsed = 0;
        await using var timer = GuardedTimer.Create(_time, NullLogger.Instance, "a test", () => elapsed++);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.That(elapsed, Is.Zero);

        timer.Change(Second, Timeout.InfiniteTimeSpan);
        _time.Advance(Second);

        Assert.That(elapsed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_callback_that_fails_harms_nobody_and_may_be_tried_again()
    {
        var (tried, failed) = (0, 0);
        ITimer? timer = null;
        await using var made = timer = GuardedTimer.Create(
            _time, NullLogger.Instance, "a test",
            () =>
            {
                if (++tried == 1)
                    throw new InvalidOperationException("A fault of the callback.");
            },
            () =>
            {
                failed++;
                timer!.Change(Second, Timeout.InfiniteTimeSpan);
            });
        timer.Change(Second, Timeout.InfiniteTimeSpan);

        _time.Advance(Second);
        _time.Advance(Second);

        Assert.That((tried, failed), Is.EqualTo((2, 1)));
    }
}
