using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Text;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Moderation.Words;

/// <summary>Checks texts by the word lists of the facts, and masks what may not be shown. Any thread.</summary>
internal sealed class WordLists(FactsReader facts, IOptions<ModerationOptions> options)
{
    private const string Mask = "***";

    private volatile Built _built = new(FestivalFacts.Empty.Words, new WordFilter([]));

    /// <summary>What may be shown of a message, and whether its words block or hold it.</summary>
    public Verdict Check(string text)
    {
        var found = Filter().Find(new FoldedText(text)).ToList();
        return found.Exists(word => word.Action == WordActions.Block)
            ? new Verdict(text, Block: true, Hold: false)
            : new Verdict(Masked(text, Filter(), WordActions.Mask), Block: false, Hold: found.Exists(word => word.Action == WordActions.Hold));
    }

    /// <summary>A name as it may be shown: every listed word is masked, whatever its action.</summary>
    public string MaskName(string name) => Masked(name, Filter(), action: null);

    /// <summary>Masks until nothing is found: text around a masked word may be a word itself. Each round leaves fewer letters.</summary>
    public static string Masked(string text, Func<FoldedText, List<(int From, int To)>> find)
    {
        while (find(new FoldedText(text)) is { Count: > 0 } ranges)
            text = Without(text, ranges);
        return text;
    }

    private string Masked(string text, WordFilter filter, string? action) => Masked(text, folded =>
    {
        var words = filter.Find(folded).Where(word => action is null || word.Action == action).Select(word => (word.From, word.To));
        return options.Value.MaskContacts ? [.. words, .. Contacts.Find(folded)] : [.. words];
    });

    private WordFilter Filter()
    {
        var rules = facts.Current.Facts.Words;
        var built = _built;
        if (!ReferenceEquals(built.Rules, rules))
            _built = built = new Built(rules, rules.SequenceEqual(built.Rules) ? built.Filter : new WordFilter(rules));
        return built.Filter;
    }

    private static string Without(string text, IEnumerable<(int From, int To)> ranges)
    {
        // From the end, so that the earlier ranges stay valid. Ranges that overlap become one.
        var joined = Joined(ranges);
        for (var i = joined.Count - 1; i >= 0; i--)
            text = string.Concat(text.AsSpan(0, joined[i].From), Mask, text.AsSpan(joined[i].To));
        return text;
    }

    private static List<(int From, int To)> Joined(IEnumerable<(int From, int To)> ranges)
    {
        var joined = new List<(int From, int To)>();
        foreach (var range in ranges.Order())
        {
            if (joined.Count > 0 && range.From <= joined[^1].To)
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, range.To));
            else
                joined.Add(range);
        }

        return joined;
    }

    private sealed record Built(IReadOnlyList<WordRule> Rules, WordFilter Filter);
}

/// <summary>The result of checking a message against the word lists.</summary>
/// <param name="Text">The text as it may be shown.</param>
/// <param name="Block">True when it may not be said.</param>
/// <param name="Hold">True when it must wait for a moderator.</param>
internal sealed record Verdict(string Text, bool Block, bool Hold);
