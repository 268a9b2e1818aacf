using System.Net;
using Broadcast.Chat.Admission;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Admission;

public sealed class AddressBucketsTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void An_address_gets_ten_times_its_rate_at_once_and_then_its_rate()
    {
        var buckets = new AddressBuckets(perSecond: 2, _time);
        var village = IPAddress.Parse("10.0.0.1");

        var atOnce = Enumerable.Range(0, 50).Count(_ => buckets.TryAcquire(village));
        _time.Advance(TimeSpan.FromSeconds(3));
        var later = Enumerable.Range(0, 50).Count(_ => buckets.TryAcquire(village));

        Assert.That((atOnce, later), Is.EqualTo((20, 6)));
        Assert.That(buckets.TryAcquire(IPAddress.Parse("10.0.0.2")), Is.True, "another address has its own");
    }

    [Test]
    public void All_IPv6_addresses_of_one_subscriber_share_one_rate()
    {
        var buckets = new AddressBuckets(perSecond: 1, _time);

        var taken = Enumerable.Range(0, 50).Count(i => buckets.TryAcquire(IPAddress.Parse($"2001:db8::{i + 1:x}")));

        Assert.That(taken, Is.EqualTo(10));
    }

    [Test]
    public void No_more_addresses_are_remembered_than_there_is_room_for()
    {
        var buckets = new AddressBuckets(perSecond: 1, _time);
        for (var i = 0; i < AddressBuckets.Most + 100; i++)
            buckets.TryAcquire(new IPAddress(0x0A000000L + i));

        Assert.That(buckets.Count, Is.LessThanOrEqualTo(AddressBuckets.Most));
    }
}
