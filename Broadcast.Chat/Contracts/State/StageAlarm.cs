namespace Broadcast.Chat.Contracts.State;

/// <summary>A problem of a stage that a person should look at, from when it is raised until it clears.</summary>
public sealed record StageAlarm
{
    /// <summary>A stable word, such as <c>picture.black</c>.</summary>
    public required string Code { get; init; }

    public required AlarmSeverity Severity { get; init; }

    /// <summary>When it was raised, Unix milliseconds.</summary>
    public required long Since { get; init; }

    /// <summary>What was measured last, in the unit of <see cref="Threshold"/>; null for alarms without a measure.</summary>
    public double? Value { get; init; }

    /// <summary>The limit beyond which the alarm is raised; its unit depends on <see cref="Code"/>.</summary>
    public double? Threshold { get; init; }

    /// <summary>One English sentence; pages have texts of their own for the codes they know.</summary>
    public required string Text { get; init; }
}

/// <summary>How much an alarm matters, the least first.</summary>
public enum AlarmSeverity
{
    /// <summary>Worth knowing; viewers notice nothing.</summary>
    Notice,

    /// <summary>Viewers notice, or soon will.</summary>
    Warning,

    /// <summary>Viewers miss the picture or the sound.</summary>
    Critical,
}
