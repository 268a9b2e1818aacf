using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Moderation.Words;

/// <summary>Looks at what is to be said by the word lists of the facts, and masks what may not be shown. Any thread.</summary>
internal sealed class WordLists(FactsReader facts, IOptions<ModerationOptions> options)
{
    private const string Mask = "***";

    private volatile Built _built = new(FestivalFacts.Empty.Words, new WordFilter([]));

    /// <summary>What may be shown of a text, and what its words ask for.</summary>
    public Verdict Look(string text)
    {
        var found = Filter().Find(new FoldedText(text)).ToList();
        return found.Exists(word => word.Action == WordActions.Block)
            ? new Verdict(text, Block: true, Hold: false)
            : new Verdict(Masked(text, Filter(), WordActions.Mask), Block: false, Hold: found.Exists(word => word.Action == WordActions.Hold));
    }

    /// <summary>A name as it may be shown: nothing that may not be said is in it.</summary>
    public string Name(string name) => Masked(name, Filter(), action: null);

    /// <summary>Masks until nothing is found any more: what stood around a word may be one itself. Each round leaves fewer letters.</summary>
    public static string Masked(string text, Func<FoldedText, List<(int From, int To)>> find)
    {
        while (find(new FoldedText(text)) is { Count: > 0 } places)
            text = Without(text, places);
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

    private static string Without(string text, IEnumerable<(int From, int To)> places)
    {
        // From the end, so that what is before stays in its place; places that overlap become one.
        var joined = Joined(places);
        for (var i = joined.Count - 1; i >= 0; i--)
            text = string.Concat(text.AsSpan(0, joined[i].From), Mask, text.AsSpan(joined[i].To));
        return text;
    }

    private static List<(int From, int To)> Joined(IEnumerable<(int From, int To)> places)
    {
        var joined = new List<(int From, int To)>();
        foreach (var place in places.Order())
        {
            if (joined.Count > 0 && place.From <= joined[^1].To)
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, place.To));
            else
                joined.Add(place);
        }

        return joined;
    }

    private sealed record Built(IReadOnlyList<WordRule> Rules, WordFilter Filter);
}

/// <param name="Text">As it may be shown.</param>
/// <param name="Block">It may not be said.</param>
/// <param name="Hold">A moderator must look at it first.</param>
internal sealed record Verdict(string Text, bool Block, bool Hold);
