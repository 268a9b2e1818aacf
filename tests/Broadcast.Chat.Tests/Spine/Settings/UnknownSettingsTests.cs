using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.Configuration;

namespace Broadcast.Chat.Tests.Spine.Settings;

internal sealed class UnknownSettingsTests
{
    [TestCase("Shop:Name")]
    [TestCase("shop:NAME")]
    [TestCase("Shop:Till:Drawers")]
    [TestCase("Shop:Shelves:0:Goods")]
    [TestCase("Shop:Shelves:0:Goods:0")]
    [TestCase("Shop:Prices:any name:Fen")]
    [TestCase("Shop:Opens:monday")]
    public void What_an_options_record_takes_is_no_fault(string key) => Assert.That(Find(key), Is.Empty);

    [TestCase("Shop:Nmae", "Shop takes Name, Opens, Prices, Shelves, Till.")]
    [TestCase("Shop:Till:Drawer", "Shop:Till takes Drawers.")]
    [TestCase("Shop:Shelves:1:Godos", "Shop:Shelves:1 takes Goods.")]
    [TestCase("Shop:Prices:any name:Cent", "Shop:Prices:any name takes Fen.")]
    public void What_it_does_not_take_is_told_with_what_it_does(string key, string takes) =>
        Assert.That(Find(key), Is.EqualTo([$"{key} is no setting. {takes}"]));

    [TestCase("Shop:Sum", Description = "cannot be set")]
    [TestCase("Shop:Patience", Description = "a constant but for tests")]
    public void What_no_configuration_reaches_is_no_setting(string key) => Assert.That(Find(key).Single(), Does.StartWith($"{key} is no setting."));

    [TestCase("Shops:Nmae")]
    [TestCase("Logging:LogLevel:Default")]
    [TestCase("PATH")]
    public void What_is_in_no_section_of_ours_is_no_fault_outside_the_command_line(string key) => Assert.That(Find(key), Is.Empty);

    [Test]
    public void A_section_that_does_not_exist_is_told_beside_those_that_do() =>
        Assert.That(Find("Market:Gaet:Open", "Market:Gate:Open"), Is.EqualTo(["Market:Gaet is no setting. Market takes Gate, Yard."]));

    [TestCase("--Shpo:Name=1", "Shpo")]
    [TestCase("--Nmae=1", "Nmae")]
    public void On_the_command_line_every_key_must_be_known(string argument, string told) =>
        Assert.That(
            Find(new ConfigurationBuilder().AddCommandLine([argument, "--Shop:Name=1", "--Name=1", "--market:gate:open=1", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Debug"])),
            Is.EqualTo([$"{told} is no setting. The READMEs of the projects list all settings."]));

    [Test]
    public void Each_wrong_key_is_told() =>
        Assert.That(Find("Shop:Nmae", "Shop:Name", "Shop:Till:Drawer", "Stall:Nmae").Select(fault => fault.Split(' ')[0]), Is.EqualTo(["Shop:Nmae", "Shop:Till:Drawer", "Stall:Nmae"]));

    private static List<string> Find(params string[] keys) =>
        Find(new ConfigurationBuilder().AddInMemoryCollection(keys.Select(key => KeyValuePair.Create(key, (string?)"1"))));

    private static List<string> Find(IConfigurationBuilder configuration) =>
        [.. UnknownSettings.Find(configuration.Build(), [typeof(Shop), typeof(Stall), typeof(Gate), typeof(Yard), typeof(Sectionless)])];

    private sealed record Shop
    {
        public const string Section = "Shop";

        public string Name { get; init; } = "";

        public Till Till { get; init; } = new();

        public Shelf[] Shelves { get; init; } = [];

        public Dictionary<string, Price> Prices { get; init; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Opens { get; init; } = new(StringComparer.Ordinal);

        public int Sum => Shelves.Length;

        internal TimeSpan Patience { get; set; }
    }

    private sealed record Till
    {
        public int Drawers { get; init; }
    }

    private sealed record Shelf
    {
        public string[] Goods { get; init; } = [];
    }

    private sealed record Price
    {
        public long Fen { get; init; }
    }

    private sealed record Stall
    {
        public const string Section = "Stall";

        public string Name { get; init; } = "";
    }

    private sealed record Gate
    {
        public const string Section = "Market:Gate";

        public string Open { get; init; } = "";
    }

    private sealed record Yard
    {
        public const string Section = "Market:Yard";

        public string Open { get; init; } = "";
    }

    private sealed record Sectionless
    {
        public string Name { get; init; } = "";
    }
}
