using Broadcast.Chat.Spine.Hosting;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Hosting;

internal sealed class WakeUpTests
{
    [Test]
    public async Task Calls_while_one_is_pending_wake_once()
    {
        using var wakeUp = new WakeUp();
        wakeUp.Set();
        wakeUp.Set();

        var first = await wakeUp.WaitAsync(TimeSpan.Zero, CancellationToken.None);
        var second = await wakeUp.WaitAsync(TimeSpan.Zero, CancellationToken.None);

        Assert.That((first, second), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_time_that_is_over_already_is_no_endless_wait()
    {
        using var wakeUp = new WakeUp();

        Assert.That(await wakeUp.WaitAsync(Timeout.InfiniteTimeSpan, CancellationToken.None).WaitAsync(Eventually.Patience), Is.False);
    }

    [Test]
    public void A_loop_that_has_ended_needs_no_waking()
    {
        var wakeUp = new WakeUp();
        wakeUp.Dispose();

        Assert.That(wakeUp.Set, Throws.Nothing);
    }
}
