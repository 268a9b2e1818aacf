using TestKit;
using TestKit.Hosts;
using TestKit.Processes;
using TestKit.Rooms;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class HostKilledTests
{
    [Test]
    public async Task A_killed_host_leaves_nothing_behind_and_loses_nothing_that_was_committed()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "900");
        using var operators = host.Client(host.Demo.OperatorToken);
        using var anchor = host.Client(host.Demo.AnchorToken);
        await operators.PostAsync("/api/v1/products", new { id = "kept", name = "Kept", price = 100, url = "/item/kept" });
        await anchor.PostAsync("/api/v1/rooms/gushi/pin", new { productId = "gushi-chicken" });
        await using var viewer = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Lin");
        var before = await viewer.JoinAsync("gushi");
        var children = await Eventually.ValueAsync(
            () => Task.FromResult(ProcessTable.DescendantsOf(host.Process.Id) is { Count: >= 9 } all ? all : null), "Redis, four encoders and four packagers run");

        host.Process.Kill();
        await host.Process.WaitForExitAsync();
        await Eventually.TrueAsync(() => !ProcessTable.All().Any(process => children.Contains(process.Id)), "every child has ended");
        await host.StartAgainAsync();

        await viewer.LostAsync();
        var after = await viewer.JoinAsync("gushi");
        var products = await host.Anonymous.GetStringAsync("/api/v1/products");
        Assert.Multiple(() =>
        {
            Assert.That(
                ProcessTable.All().Count(process => process.CommandLine.StartsWith("redis-server", StringComparison.Ordinal) && process.CommandLine.Contains(host.DataDirectory, StringComparison.Ordinal)),
                Is.LessThanOrEqualTo(1), "one Redis on this data");
            Assert.That(products, Does.Contain("\"kept\""));
            Assert.That(after.Resync, Is.False, "the room log goes on where the viewer was, under another epoch");
            Assert.That(after.Snapshot.Pin?.Offset, Is.EqualTo(before.Snapshot.Pin!.Offset), "the pin is kept");
        });
    }
}
