namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>
/// One rule on one stage: whether it is raised. Pure. It changes only after a hold of unbroken bad or good values, so that two changes are
/// never closer together than the shorter hold; an unknown value is good, so that whatever was raised clears.
/// </summary>
internal sealed class AlarmState(AlarmRule rule)
{
    private TimeSpan? _since;

    public bool Raised { get; private set; }

    /// <param name="value">What is measured now; null is unknown.</param>
    /// <param name="now">A clock that does not go back.</param>
    public void Step(double? value, TimeSpan now)
    {
        // What would change the state: bad values while it is down, good ones while it is up.
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
