using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>The rules as configured.</summary>
internal sealed class AlarmBook(IOptions<AlarmOptions> options)
{
    public IReadOnlyList<AlarmRule> Rules { get; } =
        [.. AlarmRules.Defaults.Where(rule => Changes(options, rule) is not { Enabled: false }).Select(rule => With(rule, Changes(options, rule)))];

    private static AlarmRuleOptions? Changes(IOptions<AlarmOptions> options, AlarmRule rule) => options.Value.Rules.GetValueOrDefault(rule.Code);

    private static AlarmRule With(AlarmRule rule, AlarmRuleOptions? changes) =>
        changes is null
            ? rule
            : rule with
            {
                Severity = changes.Severity ?? rule.Severity,
                Raise = changes.Raise ?? rule.Raise,
                Clear = changes.Clear ?? rule.Clear,
                RaiseAfter = changes.RaiseAfter ?? rule.RaiseAfter,
                ClearAfter = changes.ClearAfter ?? rule.ClearAfter,
            };
}
