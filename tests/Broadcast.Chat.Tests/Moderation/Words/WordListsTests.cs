using Broadcast.Chat.Contracts;
using Broadcast.Chat.Moderation.Words;
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
    public void What_is_found_lies_in_the_text_on_whole_characters() =>
        Text.Sample(text =>
        {
            var folded = new FoldedText(text);
            foreach (var (from, to) in Filter.Find(folded).Select(place => (place.From, place.To)).Concat(Contacts.Find(folded)))
            {
                if (from < 0 || from >= to || to > text.Length)
                    return false;
                if ((from > 0 && char.IsSurrogatePair(text, from - 1)) || (to < text.Length && char.IsSurrogatePair(text, to - 1)))
                    return false;
            }

            return true;
        });

    [Test]
    public void Nothing_is_left_of_what_was_masked() => Text.Sample(text => Places(Masked(text)).Count == 0);

    [Test]
    public void What_was_masked_stays_as_it_is() => Text.Sample(text => Masked(Masked(text)) == Masked(text));

    /// <summary>As <see cref="WordLists"/> masks.</summary>
    private static string Masked(string text) => WordLists.Masked(text, folded => Places(folded));

    private static List<(int From, int To)> Places(string text) => Places(new FoldedText(text));

    private static List<(int From, int To)> Places(FoldedText folded) =>
        [.. Filter.Find(folded).Where(place => place.Action == WordActions.Mask).Select(place => (place.From, place.To)), .. Contacts.Find(folded)];
}
