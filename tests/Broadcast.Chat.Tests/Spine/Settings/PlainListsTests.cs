using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Tests.Spine.Settings;

internal sealed class PlainListsTests
{
    [TestCase("https://a.example", ExpectedResult = new[] { "https://a.example" })]
    [TestCase("https://a.example, https://b.example,", ExpectedResult = new[] { "https://a.example", "https://b.example" })]
    [TestCase("", ExpectedResult = new string[0])]
    public IReadOnlyList<string> A_list_may_be_one_value_with_commas(string value) => Read(("Shop:Origins", value)).Origins;

    [Test]
    public void A_list_may_be_written_entry_by_entry() =>
        Assert.That(Read(("Shop:Origins:0", "https://a.example"), ("Shop:Origins:1", "https://b.example")).Origins, Is.EqualTo(["https://a.example", "https://b.example"]));

    [Test]
    public void An_entry_of_a_plain_value_that_breaks_the_rule_is_told() =>
        Assert.That(() => Read(("Shop:Origins", "https://a.example, b")), Throws.TypeOf<OptionsValidationException>().With.Message.StartsWith("Shop:Origins:1 must be an origin"));

    [Test]
    public void Without_a_value_the_list_is_empty() => Assert.That(Read().Origins, Is.Empty);

    private static Shop Read(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddSettings<Shop>();
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<Shop>>().Value;
    }

    private sealed record Shop
    {
        public const string Section = "Shop";

        [Origin]
        public IReadOnlyList<string> Origins { get; init; } = [];
    }
}
