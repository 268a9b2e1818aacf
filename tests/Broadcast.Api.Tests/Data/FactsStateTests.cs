using Broadcast.Api.Data;

namespace Broadcast.Api.Tests.Data;

internal sealed class FactsStateTests
{
    [Test]
    public void Each_database_has_an_epoch_of_its_own_and_begins_with_revision_1()
    {
        var (one, other) = (FactsState.New(), FactsState.New());

        Assert.That(one.Epoch, Is.Not.EqualTo(other.Epoch));
        Assert.That((one.Revision, other.Revision), Is.EqualTo((1L, 1L)), "readers take 0 for no facts");
    }
}
