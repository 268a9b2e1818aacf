using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>Rejects unknown codes, thresholds with which an alarm could never clear, and holds that are out of range.</summary>
internal sealed class AlarmOptionsValidator : IValidateOptions<AlarmOptions>
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, AlarmOptions options)
    {
        var faults = options.Rules.SelectMany(changed => Faults(changed.Key, changed.Value)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(string code, AlarmRuleOptions changes)
    {
        var key = $"{AlarmOptions.Section}:Rules:{code}";
        if (AlarmRules.Defaults.FirstOrDefault(known => known.Code == code) is not { } rule)
        {
            yield return $"{key}: there is no such alarm; codes are {string.Join(", ", AlarmRules.Defaults.Select(known => known.Code))}.";
            yield break;
        }

        var (raise, clear) = (changes.Raise ?? rule.Raise, changes.Clear ?? rule.Clear);
        if (rule.Below ? clear < raise : clear > raise)
            yield return $"{key}:Clear must be {(rule.Below ? "at least" : "at most")} {key}:Raise ({raise}).";
        foreach (var (part, hold) in new[] { ("RaiseAfter", changes.RaiseAfter), ("ClearAfter", changes.ClearAfter) })
        {
            if (hold < TimeSpan.Zero || hold > LongestHold)
                yield return $"{key}:{part} must be 0-1 h.";
        }
    }
}
