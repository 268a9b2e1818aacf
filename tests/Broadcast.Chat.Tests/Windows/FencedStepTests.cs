using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Tests.Windows;

[Parallelizable(ParallelScope.All)]
internal sealed class FencedStepTests
{
    private static readonly WindowRef Window = new(WindowRig.Room, "kept", "gushi.k1");

    [Test]
    public async Task A_step_under_a_lower_number_than_the_room_has_seen_is_refused_and_changes_nothing()
    {
        await using var rig = new WindowRig();
        await rig.Windows.OpenAsync(new NewWindow(Window, 2, Kept: true, []), WindowRig.Said, rig.Now + 1_000, rig.Now + 2_000);
        await rig.Windows.CloseAsync(Window, WindowRig.Said, WindowRig.Said, atOnce: true);
        var events = await rig.EventsAsync();

        await rig.Handover.ReconcileAsync(Window, voided: null, new Lease("questions", 7));
        var sealing = await Assert.ThrowsAsync<LeaseRefusedException>(
            () => rig.Windows.SealAsync(Window, 1, WindowRig.Said, atOnce: true, lease: new Lease("questions", 6)));
        var voiding = await Assert.ThrowsAsync<LeaseRefusedException>(() => rig.Windows.VoidAsync(Window, WindowRig.Said, lease: new Lease("questions", 5)));
        var left = ((await rig.Windows.ReadAsync(Window))!.State, await rig.EventsAsync());
        var other = await rig.Windows.SealAsync(Window, 1, WindowRig.Said, atOnce: true, lease: new Lease("others", 1));

        Assert.Multiple(() =>
        {
            Assert.That((sealing!.Seen, voiding!.Seen), Is.EqualTo((7, 7)));
            Assert.That(left, Is.EqualTo((WindowState.Closed, events)));
            Assert.That(other, Is.EqualTo(WindowState.Settled), "another lease has numbers of its own");
        });
    }
}
