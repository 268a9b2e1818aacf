using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>Changes to the default alarm rules, by the alarm's code.</summary>
public sealed record AlarmOptions
{
    public const string Section = "Ingest:Alarms";

    /// <summary>Such as <c>Ingest:Alarms:Rules:picture.black:RaiseAfter</c>; Sources/Alarms/README.md lists the codes.</summary>
    public IReadOnlyDictionary<string, AlarmRuleOptions> Rules { get; init; } = new Dictionary<string, AlarmRuleOptions>(StringComparer.Ordinal);
}

/// <summary>Changes to one rule; null keeps the default.</summary>
public sealed record AlarmRuleOptions
{
    /// <summary>False: this alarm is never raised.</summary>
    public bool Enabled { get; init; } = true;

    public AlarmSeverity? Severity { get; init; }

    /// <summary>The value beyond which the alarm is raised, in the measure's unit.</summary>
    public double? Raise { get; init; }

    /// <summary>The value at which the alarm clears again, in the measure's unit.</summary>
    public double? Clear { get; init; }

    /// <summary>How long the value must be beyond <see cref="Raise"/> before the alarm is raised.</summary>
    [Lasts("00:00:00", "01:00:00")]
    public TimeSpan? RaiseAfter { get; init; }

    /// <summary>How long the value must be back at <see cref="Clear"/> before the alarm clears.</summary>
    [Lasts("00:00:00", "01:00:00")]
    public TimeSpan? ClearAfter { get; init; }
}
