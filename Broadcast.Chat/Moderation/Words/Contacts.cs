using System.Text;
using System.Text.RegularExpressions;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Moderation.Words;

/// <summary>
/// Finds links and contacts: web and mail addresses, telephone numbers in digits of any kind, accounts of messengers such as WeChat and QQ.
/// Viewers are cheated by trade that leaves the festival.
/// </summary>
internal static partial class Contacts
{
    /// <summary>0 to 9, and the other words for 0 and 1.</summary>
    private const string ChineseDigits = "零一二三四五六七八九〇幺";

    /// <summary>The ranges of all contacts in the original text; they may overlap.</summary>
    public static List<(int From, int To)> Find(FoldedText text)
    {
        var ranges = new List<(int, int)>();
        foreach (var link in Link.EnumerateMatches(text.Folded))
            ranges.Add(text.SourceRange(link.Index, link.Index + link.Length));
        foreach (var number in Telephone.EnumerateMatches(Digits(text.Folded)))
            ranges.Add(text.SourceRange(number.Index, number.Index + number.Length));
        foreach (Match match in Account.Matches(text.Folded))
        {
            var id = match.Groups["id"];
            ranges.Add(text.SourceRange(id.Index, id.Index + id.Length));
        }

        return ranges;
    }

    /// <summary>Replaces each Chinese digit by a plain one; the length stays the same.</summary>
    private static string Digits(string folded)
    {
        var digits = new StringBuilder(folded);
        for (var i = 0; i < folded.Length; i++)
        {
            var digit = ChineseDigits.IndexOf(folded[i], StringComparison.Ordinal);
            if (digit >= 0)
                digits[i] = (char)('0' + (digit % 10));
        }

        return digits.ToString();
    }

    // A scheme, "www.", a mail address, or a name with a well-known ending; a dot may be 。 or stand between blanks.
    [GeneratedRegex(
        @"(?:https?://|www\.)[^\s\u4e00-\u9fff，。！？]+"
        + @"|[a-z0-9._%+-]+\s?@\s?[a-z0-9-]+(?:(?:[.。]|\s[.。]\s)[a-z0-9-]+)+"
        + @"|(?<![a-z0-9.-])(?:[a-z0-9-]{1,40}(?:[.。]|\s[.。]\s)){1,4}(?:com|cn|net|org|top|xyz|cc|vip|shop|club|info|io|me|tv|app|link|site|online|live|ltd|co|hk|tw|ly|gl)(?![a-z0-9-])(?:/[^\s\u4e00-\u9fff，。！？]*)?",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link { get; }

    // A mainland mobile number, a number with its area code, or one with a country's; blanks and dashes between digits do not hide it.
    [GeneratedRegex(
        @"(?<![0-9])(?:\+?86[\s.-]*)?1[\s.-]*[3-9](?:[\s.-]*[0-9]){9}(?![0-9])"
        + @"|(?<![0-9])0[0-9]{2,3}\s?-\s?[0-9]{7,8}(?![0-9])"
        + @"|\+[1-9][0-9](?:[\s.-]?[0-9]){6,12}(?![0-9])",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telephone { get; }

    // The account after the name of a messenger, with the usual words and signs between.
    [GeneratedRegex(
        @"(?:微\s*信|薇\s*信|威\s*信|维\s*信|weixin|wechat|vx|v信|wx|加\s*[vv]|扣\s*扣|qq|q群|telegram|whatsapp)\s*(?:号|群|id)?\s*[:：是=]?\s*(?<id>[a-z][a-z0-9_-]{5,19}|[0-9](?:[\s-]?[0-9]){4,11})(?![a-z0-9_-])",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Account { get; }
}
