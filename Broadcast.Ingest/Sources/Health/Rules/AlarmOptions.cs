using Broadcast.Chat.Contracts;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>What differs from the rules' own thresholds, by the alarm's code.</summary>
public sealed record AlarmOptions
{
    public const string Section = "Ingest:Alarms";

    /// <summary>Such as <c>Ingest:Alarms:Rules:picture.black:RaiseAfter</c>; README.md of Broadcast.Ingest lists the codes.</summary>
    public IReadOnlyDictionary<string, AlarmRuleOptions> Rules { get; init; } = new Dictionary<string, AlarmRuleOptions>(StringComparer.Ordinal);
}

/// <summary>One rule's changes; null leaves what is.</summary>
public sealed record AlarmRuleOptions
{
    /// <summary>False: this alarm is never raised.</summary>
    public bool Enabled { get; init; } = true;

    public AlarmSeverity? Severity { get; init; }

    /// <summary>Beyond which it is raised, in the measure's unit.</summary>
    public double? Raise { get; init; }

    /// <summary>Back at which it clears.</summary>
    public double? Clear { get; init; }

    /// <summary>How long it must be bad.</summary>
    public TimeSpan? RaiseAfter { get; init; }

    /// <summary>How long it must be good.</summary>
    public TimeSpan? ClearAfter { get; init; }
}
