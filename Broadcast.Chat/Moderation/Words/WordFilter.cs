using System.Buffers;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Moderation.Words;

/// <summary>
/// Finds the words of the lists, whatever their width, case and spacing. A word with Chinese characters is found anywhere; one of Latin
/// letters only as a whole word, written together, spaced as listed, or with something between all of its letters: <c>spam</c>,
/// <c>s p a m</c>, but neither <c>spammer</c> nor <c>gas pam</c>. Immutable; any thread.
/// </summary>
internal sealed class WordFilter
{
    private readonly Dictionary<char, List<Entry>> _byFirst = [];
    private readonly SearchValues<string> _search;

    public WordFilter(IEnumerable<WordRule> rules)
    {
        foreach (var rule in rules)
        {
            var squeezed = new SqueezedText(new FoldedText(rule.Text).Folded);
            if (squeezed.Letters.Length == 0)
                continue;
            if (!_byFirst.TryGetValue(squeezed.Letters[0], out var entries))
                _byFirst.Add(squeezed.Letters[0], entries = []);
            entries.Add(new Entry(squeezed, rule.Action));
        }

        _search = SearchValues.Create([.. _byFirst.Values.SelectMany(entries => entries).Select(entry => entry.Word.Letters).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    }

    /// <summary>
    /// Every range of the original text where a word stands, with the word's action. O(length), and O(words with the same first letter) for
    /// each occurrence.
    /// </summary>
    public IEnumerable<(int From, int To, string Action)> Find(FoldedText text)
    {
        if (_byFirst.Count == 0)
            yield break;

        var squeezed = new SqueezedText(text.Folded);
        for (var at = Next(squeezed.Letters, 0); at >= 0; at = Next(squeezed.Letters, at + 1))
        {
            foreach (var entry in _byFirst[squeezed.Letters[at]])
            {
                if (!IsAt(entry, squeezed, at))
                    continue;
                var (from, to) = text.SourceRange(squeezed.FoldedIndex(at), squeezed.FoldedIndex(at + entry.Word.Letters.Length - 1) + 1);
                yield return (from, to, entry.Action);
            }
        }
    }

    private int Next(string letters, int from)
    {
        var found = from < letters.Length ? letters.AsSpan(from).IndexOfAny(_search) : -1;
        return found < 0 ? -1 : from + found;
    }

    private static bool IsAt(Entry entry, SqueezedText text, int at)
    {
        var word = entry.Word.Letters;
        if (!text.Letters.AsSpan(at).StartsWith(word, StringComparison.Ordinal))
            return false;

        return !entry.Latin || (IsBoundary(text, at) && IsBoundary(text, at + word.Length) && IsSpelt(entry.Word, text, at));
    }

    /// <summary>Whether a word may begin or end before <paramref name="letter"/>.</summary>
    private static bool IsBoundary(SqueezedText text, int letter) =>
        letter == 0 || letter == text.Letters.Length || text.GapBefore(letter) || !char.IsAscii(text.Letters[letter]) || !char.IsAscii(text.Letters[letter - 1]);

    private static bool IsSpelt(SqueezedText word, SqueezedText text, int at)
    {
        int gaps = 0, asListed = 0, listed = 0;
        for (var i = 1; i < word.Letters.Length; i++)
        {
            gaps += text.GapBefore(at + i) ? 1 : 0;
            listed += word.GapBefore(i) ? 1 : 0;
            asListed += text.GapBefore(at + i) && word.GapBefore(i) ? 1 : 0;
        }

        return gaps == 0 || gaps == word.Letters.Length - 1 || (gaps == listed && gaps == asListed);
    }

    private sealed record Entry(SqueezedText Word, string Action)
    {
        public bool Latin { get; } = Word.Letters.All(char.IsAscii);
    }
}
