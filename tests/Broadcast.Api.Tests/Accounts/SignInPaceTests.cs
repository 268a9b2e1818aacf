using System.Diagnostics.Metrics;
using System.Net;
using Broadcast.Api.Accounts;
using Broadcast.Api.Spine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Api.Tests.Accounts;

public sealed class SignInPaceTests
{
    private static readonly IPAddress Stranger = IPAddress.Parse("203.0.113.1");
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    [OneTimeTearDown]
    public void Stop() => _services.Dispose();

    [Test]
    public void After_eight_tries_there_is_one_a_minute()
    {
        var pace = Pace();

        var first = Tries(pace, Stranger, "a", 20);
        _time.Advance(TimeSpan.FromMinutes(1));
        var later = Tries(pace, Stranger, "a", 20);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.That((first, later, Tries(pace, Stranger, "a", 20)), Is.EqualTo((8, 1, 8)));
    }

    [Test]
    public void Another_account_and_another_address_are_counted_for_themselves()
    {
        var pace = Pace();
        _ = Tries(pace, Stranger, "a", 20);

        Assert.That((Tries(pace, Stranger, "b", 20), Tries(pace, IPAddress.Parse("203.0.113.2"), "a", 20)), Is.EqualTo((8, 8)));
    }

    [Test]
    public void The_right_password_makes_up_for_the_wrong_ones()
    {
        var pace = Pace();
        _ = Tries(pace, Stranger, "a", 7);

        pace.Forgive(Stranger, "a");

        Assert.That(Tries(pace, Stranger, "a", 20), Is.EqualTo(8));
    }

    [Test]
    public void All_addresses_of_an_IPv6_subscriber_count_as_one()
    {
        var pace = Pace();
        _ = Tries(pace, IPAddress.Parse("2001:db8:1:2::1"), "a", 20);

        Assert.That((Tries(pace, IPAddress.Parse("2001:db8:1:2:ffff::9"), "a", 20), Tries(pace, IPAddress.Parse("2001:db8:1:3::1"), "a", 20)), Is.EqualTo((0, 8)));
    }

    private SignInPace Pace() => new(new ApiMeter(_services.GetRequiredService<IMeterFactory>()), _time);

    private static int Tries(SignInPace pace, IPAddress address, string account, int times) => Enumerable.Range(0, times).Count(_ => pace.TryAcquire(address, account));
}
