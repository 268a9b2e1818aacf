using Broadcast.Chat.Admission;

namespace Broadcast.Chat.Tests.Admission;

public sealed class DescriptorLimitTests
{
    [TestCase("Max open files            20000                524288               files     ", ExpectedResult = 20_000)]
    [TestCase("Max open files            unlimited            unlimited            files     ", ExpectedResult = int.MaxValue)]
    [TestCase("Max processes             95937                95937                processes ", ExpectedResult = 1024)]
    public int The_soft_limit_counts(string row) =>
        DescriptorLimit.Parse(["Limit                     Soft Limit           Hard Limit           Units     ", row]);

    [Test]
    public void This_process_has_a_limit() => Assert.That(DescriptorLimit.Read(), Is.GreaterThan(16));
}
