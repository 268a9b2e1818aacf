using Broadcast.Api.Hosting;

namespace Broadcast.Api.Tests.Hosting;

public sealed class MachineNeedsTests
{
    private const long Plenty = 1L << 40;
    private const string Machine = "MemTotal:        4000000 kB\nMemFree:           50000 kB\nMemAvailable:     300000 kB\nSwapTotal:        100000 kB\nSwapFree:          20000 kB\n";

    [Test]
    public void A_machine_that_has_enough_or_does_not_tell_has_no_fault()
    {
        Assert.That(MachineNeeds.Faults(demo: true, "/data", Plenty, Plenty), Is.Empty);
        Assert.That(MachineNeeds.Faults(demo: true, "/data", disk: null, memory: null), Is.Empty);
    }

    [Test]
    public void A_full_disk_is_told_with_the_setting_of_the_directory() =>
        Assert.That(MachineNeeds.Faults(demo: false, "/data", 3 << 20, Plenty).Single(), Does.Contain("/data has 3 MB left").And.Contain("--DataDirectory"));

    [Test]
    public void A_machine_that_is_too_small_for_the_demo_may_start_without_it()
    {
        Assert.That(MachineNeeds.Faults(demo: true, "/data", Plenty, 300 << 20).Single(), Does.Contain("300 MB").And.Contain("--Demo false"));
        Assert.That(MachineNeeds.Faults(demo: false, "/data", Plenty, 300 << 20), Is.Empty);
        Assert.That(MachineNeeds.Faults(demo: false, "/data", Plenty, 100 << 20).Single(), Does.Contain("100 MB").And.Contain("--Roles"));
    }

    [TestCase("max", 320_000L * 1024)]
    [TestCase("", 320_000L * 1024)]
    [TestCase("104857600", 104_857_600L)]
    [TestCase("9000000000", 320_000L * 1024)]
    public void Memory_is_what_is_left_and_no_more_than_a_container_may_have(string limit, long left) => Assert.That(FreeMemory.Of(Machine, limit), Is.EqualTo(left));

    [Test]
    public void A_system_that_tells_nothing_is_not_guessed_at() => Assert.That(FreeMemory.Of("", ""), Is.Null);
}
