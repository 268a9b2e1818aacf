using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Spine.Text;
using CsCheck;

namespace Broadcast.Chat.Tests.Moderation.Words;

public sealed class WordListsTests
{
    private static readonly string[] Pieces =
    [
        "spam", "ＳＰＡＭ", "s p a m", "笨", "蛋", "笨 蛋", " ", "　", ".", "。", "-", "\u200b", "\u0301", "😀", "\ud83d", "𝓼", "①", "1", "3", "8", "00", "一", "零", "com", "@", "www.",
        "http://", "微信", "qq", "abc123", "a", "鸡", "***",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 30].Select(pieces => string.Concat(pieces));

    private static readonly WordFilter Filter = new(
    [
        new WordRule { Text = "spam", Action = WordActions.Mask }, new WordRule { Text = "笨蛋", Action = WordActions.Mask }, new WordRule { Text = "蛋鸡", Action = WordActions.Hold },
    ]);

    [Test]
    public void Every_range_found_is_inside_the_text_and_splits_no_character() =>
        Text.Sample(text =>
        {
            var folded = new FoldedText(text);
            foreach (var (from, to) in Filter.Find(folded).Select(range => (range.From, range.To)).Concat(Contacts.Find(folded)))
            {
                if (from < 0 || from >= to || to > text.Length)
                    return false;
                if ((from > 0 && char.IsSurrogatePair(text, from - 1)) || (to < text.Length && char.IsSurrogatePair(text, to - 1)))
                    return false;
            }

            return true;
        });

    [Test]
    public void Nothing_is_found_in_a_masked_text() => Text.Sample(text => Ranges(Masked(text)).Count == 0);

    [Test]
    public void Masking_a_masked_text_changes_nothing() => Text.Sample(text => Masked(Masked(text)) == Masked(text));

    /// <summary>Masks as <see cref="WordLists"/> does.</summary>
    private static string Masked(string text) => WordLists.Masked(text, folded => Ranges(folded));

    private static List<(int From, int To)> Ranges(string text) => Ranges(new FoldedText(text));

    private static List<(int From, int To)> Ranges(FoldedText folded) =>
        [.. Filter.Find(folded).Where(range => range.Action == WordActions.Mask).Select(range => (range.From, range.To)), .. Contacts.Find(folded)];
}
