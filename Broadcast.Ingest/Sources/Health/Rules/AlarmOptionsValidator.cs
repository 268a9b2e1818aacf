using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources.Health.Rules;

/// <summary>Rejects unknown codes, and thresholds with which an alarm could never clear.</summary>
internal sealed class AlarmOptionsValidator : IValidateOptions<AlarmOptions>
{
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
    }
}
