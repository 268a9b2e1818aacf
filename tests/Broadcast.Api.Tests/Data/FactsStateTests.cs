using Broadcast.Api.Data;

namespace Broadcast.Api.Tests.Data;

internal sealed class FactsStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Each_database_has_an_epoch_of_its_own_and_begins_with_revision_1()
    {
        var (one, other) = (FactsState.New(Now), FactsState.New(Now));

        Assert.That(one.Epoch, Is.Not.EqualTo(other.Epoch));
        Assert.That(one.Lineage, Is.EqualTo(Now.ToUnixTimeMilliseconds()), "a database made later wins");
        Assert.That((one.Revision, other.Revision), Is.EqualTo((1L, 1L)), "readers take 0 for no facts");
    }
}
