namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>
/// Whether one rule is raised on one stage. Deterministic. It changes only after a hold of unbroken bad or good values, so that two
/// changes are never closer together than the shorter hold. An unknown value counts as good, so that a raised alarm clears.
/// </summary>
internal sealed class AlarmState(AlarmRule rule)
{
    private TimeSpan? _since;

    public bool Raised { get; private set; }

    /// <param name="value">The present value; null when unknown.</param>
    /// <param name="now">A clock that does not go back.</param>
    public void Step(double? value, TimeSpan now)
    {
        // Values that lead to a change: bad ones while the alarm is not raised, good ones while it is.
        var leads = Raised ? value is null || rule.IsGood(value.Value) : value is not null && rule.IsBad(value.Value);
        if (!leads)
        {
            _since = null;
            return;
        }

        _since ??= now;
        if (now - _since < (Raised ? rule.ClearAfter : rule.RaiseAfter))
            return;

        Raised = !Raised;
        _since = null;
    }
}
