using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Tests.Moderation.Words;

public sealed class WordFilterTests
{
    [TestCase("spam", "spam", ExpectedResult = "[spam]")]
    [TestCase("spam", "SPAM!", ExpectedResult = "[SPAM]!")]
    [TestCase("spam", "ｓｐａｍ", ExpectedResult = "[ｓｐａｍ]")]
    [TestCase("spam", "no s p a m, please", ExpectedResult = "no [s p a m], please")]
    [TestCase("spam", "s.p-a_m", ExpectedResult = "[s.p-a_m]")]
    [TestCase("spam", "s\u200bp\u200ba\u200bm", ExpectedResult = "[s\u200bp\u200ba\u200bm]")]
    [TestCase("spam", "𝓼𝓹𝓪𝓶 and ⓢⓟⓐⓜ", ExpectedResult = "[𝓼𝓹𝓪𝓶] and [ⓢⓟⓐⓜ]")]
    [TestCase("spam", "spammer and antispam", ExpectedResult = "spammer and antispam")]
    [TestCase("spam", "gas pam", ExpectedResult = "gas pam")]
    [TestCase("spam", "这是spam吗", ExpectedResult = "这是[spam]吗")]
    [TestCase("buy now", "buy now, BUYNOW, buy  now", ExpectedResult = "[buy now], [BUYNOW], [buy  now]")]
    [TestCase("buy now", "bu ynow", ExpectedResult = "bu ynow")]
    [TestCase("笨蛋", "你是笨蛋", ExpectedResult = "你是[笨蛋]")]
    [TestCase("笨蛋", "笨 蛋, 笨-蛋, 笨　蛋", ExpectedResult = "[笨 蛋], [笨-蛋], [笨　蛋]")]
    [TestCase("加V", "快加ｖ啊", ExpectedResult = "快[加ｖ]啊")]
    [TestCase("！", "什么！", ExpectedResult = "什么！", Description = "A rule without a letter finds nothing.")]
    public string A_word_is_found_whatever_its_width_case_and_spacing(string word, string text) =>
        Marked(text, new WordFilter([new WordRule { Text = word, Action = WordActions.Mask }]));

    [Test]
    public void Words_within_words_are_all_found()
    {
        var filter = new WordFilter([new WordRule { Text = "中国", Action = "mask" }, new WordRule { Text = "中国农村", Action = "block" }, new WordRule { Text = "农村", Action = "hold" }]);

        var found = filter.Find(new FoldedText("中国农村"));

        Assert.That(found, Is.EquivalentTo([(0, 2, "mask"), (0, 4, "block"), (2, 4, "hold")]));
    }

    private static string Marked(string text, WordFilter filter)
    {
        foreach (var (from, to, _) in filter.Find(new FoldedText(text)).OrderByDescending(range => range.From))
            text = $"{text[..from]}[{text[from..to]}]{text[to..]}";
        return text;
    }
}
