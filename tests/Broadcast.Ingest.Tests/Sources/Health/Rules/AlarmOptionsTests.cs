using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest.Sources.Health.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Tests.Sources.Health.Rules;

internal sealed class AlarmOptionsTests
{
    [Test]
    public void Codes_and_thresholds_that_cannot_be_are_found_at_once_with_their_keys()
    {
        var faults = Assert.Throws<OptionsValidationException>(() => Book(
            ("picture.blak:Raise", "1"), ("audio.silent:Clear", "-70"), ("gop.too_long:Clear", "9"), ("av.skew:RaiseAfter", "-00:00:01")))!.Failures.ToList();

        Assert.That(faults, Has.Count.EqualTo(4));
        Assert.That(faults, Has.Some.StartsWith("Ingest:Alarms:Rules:picture.blak: there is no such alarm"));
        Assert.That(faults, Has.Some.StartsWith("Ingest:Alarms:Rules:audio.silent:Clear must be at least"));
        Assert.That(faults, Has.Some.StartsWith("Ingest:Alarms:Rules:gop.too_long:Clear must be at most"));
        Assert.That(faults, Has.Some.StartsWith("Ingest:Alarms:Rules:av.skew:RaiseAfter must be"));
    }

    [Test]
    public void What_is_not_said_stays_as_it_is()
    {
        var book = Book(("picture.black:RaiseAfter", "00:00:09"), ("fps.low:Enabled", "false"));
        var black = AlarmRules.Defaults.Single(rule => rule.Code == "picture.black");

        Assert.That(book.Rules.Single(rule => rule.Code == "picture.black"), Is.EqualTo(black with { RaiseAfter = TimeSpan.FromSeconds(9) }));
        Assert.That(book.Rules.Select(rule => rule.Code), Is.EqualTo(AlarmRules.Defaults.Select(rule => rule.Code).Except(["fps.low"], StringComparer.Ordinal)));
    }

    [Test]
    public void Every_rule_clears_on_the_good_side_of_where_it_raises() =>
        Assert.That(AlarmRules.Defaults.Where(rule => rule.Below ? rule.Clear < rule.Raise : rule.Clear > rule.Raise), Is.Empty);

    private static AlarmBook Book(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => $"Ingest:Alarms:Rules:{setting.Key}", setting => (string?)setting.Value, StringComparer.Ordinal)).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSettings<AlarmOptions, AlarmOptionsValidator>();
        using var provider = services.BuildServiceProvider();
        return new AlarmBook(provider.GetRequiredService<IOptions<AlarmOptions>>());
    }
}
