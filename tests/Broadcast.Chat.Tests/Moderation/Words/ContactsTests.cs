using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Tests.Moderation.Words;

public sealed class ContactsTests
{
    [TestCase("看 https://shop.example/a?b=1 这里", ExpectedResult = "看 # 这里")]
    [TestCase("www.taobao.com便宜", ExpectedResult = "#便宜")]
    [TestCase("来 taobao.com 吧", ExpectedResult = "来 # 吧")]
    [TestCase("淘 t a o . com 是", ExpectedResult = "淘 t a # 是")]
    [TestCase("evil。com", ExpectedResult = "#")]
    [TestCase("ｅｖｉｌ．ｃｏｍ／ｘ", ExpectedResult = "#")]
    [TestCase("mail ann@example.com now", ExpectedResult = "mail # now")]
    [TestCase("电话13800138000", ExpectedResult = "电话#")]
    [TestCase("138 0013 8000", ExpectedResult = "#")]
    [TestCase("１３８－００１３－８０００", ExpectedResult = "#")]
    [TestCase("①③⑧00138000", ExpectedResult = "#")]
    [TestCase("一三八零零一三八零零零", ExpectedResult = "#")]
    [TestCase("+86 13800138000", ExpectedResult = "#")]
    [TestCase("0376-4651234", ExpectedResult = "#")]
    [TestCase("+44 20 7946 0958", ExpectedResult = "#")]
    [TestCase("加微信：abc_12345", ExpectedResult = "加微信：#")]
    [TestCase("VX abc12345", ExpectedResult = "VX #")]
    [TestCase("QQ群 123456789", ExpectedResult = "QQ群 #")]
    [TestCase("q q 123", ExpectedResult = "q q 123")]
    public string Links_and_contacts_are_found(string text) => Marked(text);

    [TestCase("五只鸡一百二十元")]
    [TestCase("订单 20260810123456")]
    [TestCase("1380013800")]
    [TestCase("买2斤，送1斤。好吃！")]
    [TestCase("10:00-19:00")]
    [TestCase("9.90 is cheap. Me too")]
    [TestCase("微信可以付款吗")]
    [TestCase("2026.08.10")]
    [TestCase("e.g. this")]
    public void Other_text_stays_unchanged(string text) => Assert.That(Marked(text), Is.EqualTo(text));

    private static string Marked(string text)
    {
        foreach (var (from, to) in Contacts.Find(new FoldedText(text)).OrderByDescending(range => range.From))
            if (to <= text.Length && text[from..to] != "#")
                text = $"{text[..from]}#{text[to..]}";
        return text;
    }
}
