namespace Broadcast.Chat.Spine.Settings;

/// <summary>One of a few words, in upper or lower case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute(params string[] words) : SettingRuleAttribute
{
    /// <summary>The names of an enumeration.</summary>
    public OneOfAttribute(Type enumeration)
        : this([.. Enum.GetNames(enumeration).Select(name => name.ToLowerInvariant())])
    {
    }

    public IReadOnlyList<string> Words => words;

    protected override string Wanted => $"be {string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    protected override bool IsKept(object value) => value is string word && words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
