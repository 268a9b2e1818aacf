using System.Security.Cryptography;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Tests.Spine.Facts;

internal sealed class FactsSealTests
{
    private static readonly TokenKey One = new() { Id = "one", Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
    private static readonly TokenKey Two = new() { Id = "two", Secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

    [Test]
    public void What_is_sealed_opens_in_its_place_with_any_of_the_keys_and_is_equal_when_it_is_sealed_again()
    {
        var closed = Of(One).Seal("platforms/a", "rtmp://host/live/密钥");

        Assert.Multiple(() =>
        {
            Assert.That(Of(Two, One).Open("platforms/a", closed), Is.EqualTo("rtmp://host/live/密钥"), "after a rotation");
            Assert.That(Of(One).Open("platforms/b", closed), Is.Null, "another's place");
            Assert.That(Of(Two).Open("platforms/a", closed), Is.Null, "another service's keys");
            Assert.That(Of(One).Seal("platforms/a", "rtmp://host/live/密钥"), Is.EqualTo(closed));
            Assert.That(Of(One).Seal("platforms/a", "rtmp://host/live/other")[..16], Is.Not.EqualTo(closed[..16]), "another nonce");
        });
    }

    [TestCase("")]
    [TestCase("no base64!")]
    [TestCase("c2hvcnQ=")]
    public void What_is_no_sealed_text_does_not_open(string closed) => Assert.That(Of(One).Open("platforms/a", closed), Is.Null);

    private static FactsSeal Of(params TokenKey[] keys) => new(Options.Create(new TokenOptions { Keys = keys }));
}
