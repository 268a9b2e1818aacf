using System.Text.RegularExpressions;

namespace Broadcast.Chat.Spine.Settings;

/// <summary>A text that matches a regular expression as a whole.</summary>
/// <param name="pattern">The regular expression.</param>
/// <param name="wanted">The same in words, such as <c>be 1-40 of a-z, 0-9 and '-'</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MatchesAttribute(string pattern, string wanted) : SettingRuleAttribute
{
    private readonly Regex _regex = new($@"\A(?:{pattern})\z", RegexOptions.None, TimeSpan.FromSeconds(1));

    public string Pattern => pattern;

    protected override string Wanted => wanted;

    protected override bool IsKept(object value) => value is string text && _regex.IsMatch(text);
}
