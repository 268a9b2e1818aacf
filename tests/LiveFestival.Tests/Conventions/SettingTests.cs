using System.Reflection;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Ingest;
using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Sources.Health.Rules;

namespace LiveFestival.Tests.Conventions;

/// <summary>Every number and every time that an operator can set has a limit beside it, and the default keeps it.</summary>
public sealed class SettingTests
{
    private static readonly string[] CheckedByValidators =
    [
        $"{nameof(AlarmRuleOptions)}.{nameof(AlarmRuleOptions.Raise)}", // in the unit of the alarm's measure
        $"{nameof(AlarmRuleOptions)}.{nameof(AlarmRuleOptions.Clear)}",
        $"{nameof(LadderRung)}.{nameof(LadderRung.Height)}", // 0 for sound alone, and then no bit rate
        $"{nameof(LadderRung)}.{nameof(LadderRung.Bitrate)}",
    ];

    private static readonly IReadOnlyList<Type> Records = [.. new[] { typeof(ChatModule), typeof(IngestModule), typeof(ApiModule) }
        .SelectMany(module => module.Assembly.GetTypes())
        .Where(type => SettingsShape.SectionOf(type) is not null)];

    [Test]
    public void Every_number_and_every_time_has_a_limit()
    {
        var open = Records.SelectMany(Below).Distinct().SelectMany(SettingsShape.SettingsOf)
            .Where(setting => IsMeasured(setting.PropertyType) && !setting.GetCustomAttributes<SettingRuleAttribute>().Any())
            .Select(setting => $"{setting.DeclaringType!.Name}.{setting.Name}");

        Assert.That(open, Is.EquivalentTo(CheckedByValidators));
    }

    [Test]
    public void Every_default_keeps_its_limit() =>
        Assert.That(Records.SelectMany(type => SettingFaults.In(Activator.CreateInstance(type)!, SettingsShape.SectionOf(type)!)), Is.Empty);

    /// <summary>The record, and the records that its settings hold.</summary>
    private static IEnumerable<Type> Below(Type record) =>
        SettingsShape.SettingsOf(record).Concat(SettingsShape.WholesOf(record))
            .Select(setting => Innermost(setting.PropertyType)).Where(SettingsShape.IsRecord).SelectMany(Below).Prepend(record);

    private static Type Innermost(Type type) => type != typeof(string) && SettingsShape.ElementOf(type) is { } element ? Innermost(element) : type;

    private static bool IsMeasured(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var bare
        && (bare == typeof(TimeSpan) || (bare.IsPrimitive && bare != typeof(bool)));
}
