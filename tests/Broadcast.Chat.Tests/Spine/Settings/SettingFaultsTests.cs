using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Tests.Spine.Settings;

internal sealed class SettingFaultsTests
{
    [Test]
    public void What_keeps_the_rules_has_no_fault() => Assert.That(SettingFaults.In(new Shop(), "Shop"), Is.Empty);

    [Test]
    public void Each_value_outside_its_limits_is_reported_with_its_key_the_limits_and_the_value()
    {
        var shop = new Shop { Guests = 0, Share = 1.5, Open = TimeSpan.FromDays(2), Colour = "grey", Address = "here" };

        Assert.That(SettingFaults.In(shop, "Shop"), Is.EqualTo(new[]
        {
            "Shop:Guests must be from 1 to 100000, and is 0. The hall is small.",
            "Shop:Share must be from 0.1 to 1, and is 1.5.",
            "Shop:Open must be from 00:00:01 to 1.00:00:00, and is 2.00:00:00.",
            "Shop:Colour must be red or green, and is 'grey'.",
            "Shop:Address must be an IP address such as 0.0.0.0, and is 'here'.",
        }));
    }

    [TestCase(1, 100_000)]
    [TestCase(100_000, 1)]
    public void The_limits_themselves_are_allowed(int guests, int other) =>
        Assert.That(SettingFaults.In(new Shop { Guests = guests, Stalls = { ["a"] = new Stall { Boxes = other == 1 ? 0 : 9 } } }, "Shop"), Is.Empty);

    [Test]
    public void Values_of_lists_and_records_of_dictionaries_have_their_own_keys()
    {
        var shop = new Shop { Origins = ["https://shop.example", "shop.example", "https://shop.example/page"], Stalls = { ["a"] = new Stall(), ["b"] = new Stall { Boxes = 10 } } };

        Assert.That(SettingFaults.In(shop, "Shop").Select(fault => fault.Split(' ')[0]), Is.EqualTo(new[] { "Shop:Origins:1", "Shop:Origins:2", "Shop:Stalls:b:Boxes" }));
    }

    [Test]
    public void Null_is_no_fault() => Assert.That(SettingFaults.In(new Shop { Port = null }, ""), Is.Empty);

    [Test]
    public void A_limit_of_24_hours_must_be_written_as_a_day() =>
        Assert.That(() => new LastsAttribute("00:00:01", "24:00:00"), Throws.TypeOf<OverflowException>().Or.TypeOf<FormatException>());

    private sealed record Shop
    {
        [Between(1, 100_000, Because = "The hall is small.")]
        public int Guests { get; init; } = 5;

        [Between(0.1, 1)]
        public double Share { get; init; } = 0.5;

        [Lasts("00:00:01", "1.00:00:00")]
        public TimeSpan Open { get; init; } = TimeSpan.FromHours(9);

        [OneOf("red", "green")]
        public string Colour { get; init; } = "Red";

        [IpAddress]
        public string Address { get; init; } = "::";

        [Between(1, 2)]
        public int? Port { get; init; }

        [Origin]
        public IReadOnlyList<string> Origins { get; init; } = [];

        public Dictionary<string, Stall> Stalls { get; init; } = new(StringComparer.Ordinal);
    }

    private sealed record Stall
    {
        [Between(0, 9)]
        public int Boxes { get; init; }
    }
}
