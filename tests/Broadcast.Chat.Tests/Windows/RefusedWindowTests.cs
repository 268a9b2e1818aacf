using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Tests.Windows;

[Parallelizable(ParallelScope.All)]
internal sealed class RefusedWindowTests
{
    private static readonly WindowRef Window = new(WindowRig.Room, "kept", "gushi.k1");

    [Test]
    public async Task A_window_that_was_refused_before_it_was_made_never_opens()
    {
        await using var rig = new WindowRig();

        var refused = await rig.Windows.RefuseAsync(Window);
        var opened = await OpenAsync(rig);
        var (isScheduled, _, _) = await rig.Windows.ScheduleAsync(new NewWindow(Window, 2, Kept: true, []), rig.Now + 1_000, asks: false, scheduled: WindowRig.Said);
        var read = await rig.Windows.ReadAsync(Window);
        var again = await rig.Windows.RefuseAsync(Window);

        Assert.That((refused, opened, isScheduled, read, again, await rig.EventsAsync()), Is.EqualTo((true, (0L, ""), false, (Chat.Windows.Window?)null, true, 0L)));
        Assert.That(await rig.WithoutExpiryAsync(), Is.Empty);
    }

    [Test]
    public async Task A_window_that_was_made_is_not_refused_whatever_has_become_of_it()
    {
        await using var rig = new WindowRig();
        await OpenAsync(rig);

        var open = await rig.Windows.RefuseAsync(Window);
        await rig.Windows.VoidAsync(Window, WindowRig.Said);
        var voided = await rig.Windows.RefuseAsync(Window);

        Assert.That((open, voided), Is.EqualTo((false, false)));
        Assert.That(await rig.Windows.ReadAsync(Window), Is.Not.Null);
    }

    private static Task<(long Offset, string Id)> OpenAsync(WindowRig rig) =>
        rig.Windows.OpenAsync(new NewWindow(Window, 2, Kept: true, []), WindowRig.Said, rig.Now + 1_000, rig.Now + 2_000, new Once("open"));
}
