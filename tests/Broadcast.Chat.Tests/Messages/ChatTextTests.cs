using Broadcast.Chat.Messages;
using CsCheck;

namespace Broadcast.Chat.Tests.Messages;

public sealed class ChatTextTests
{
    [TestCase("  hello\r\nworld ", "hello  world")]
    [TestCase("a\u202Eb\u2066c", "abc")]
    [TestCase("𠮷野家", "𠮷野家")]
    public void Text_is_made_fit_to_be_shown(string typed, string shown) => Assert.That(ChatText.Clean(typed).Value, Is.EqualTo(shown));

    [Test]
    public void Accepted_text_has_1_to_200_characters_and_no_control_characters() =>
        Gen.String.Sample(typed =>
        {
            var clean = ChatText.Clean(typed);
            return clean.Failed || (clean.Value.EnumerateRunes().Count() is >= 1 and <= 200 && !clean.Value.Any(char.IsControl) && clean.Value == clean.Value.Trim());
        });
}
