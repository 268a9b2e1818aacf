using System.Security.Cryptography;
using System.Text;
using Broadcast.Api.Windows;

namespace Broadcast.Api.Tests.Windows;

public sealed class OrderedRootTests
{
    [Test]
    public void It_is_the_hash_of_the_digests_in_their_lines()
    {
        using var root = new OrderedRoot("the vote gushi.1");
        foreach (var digest in (string[])["0a", "1f", "a0", "ff"])
            root.Add(digest);

        Assert.That(root.Read(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("0a\n1f\na0\nff\n")))));
        Assert.That(root.Last, Is.EqualTo("ff"));
    }

    [TestCase("a0", "1f", Description = "letters before digits, as some collations have them")]
    [TestCase("ab", "aB", Description = "lower case before upper case")]
    [TestCase("a0", "a0")]
    public void Digests_in_another_order_or_twice_have_none(string first, string second)
    {
        using var root = new OrderedRoot("the vote gushi.1");
        root.Add("00");
        root.Add(first);

        var fault = Assert.Throws<InvalidOperationException>(() => root.Add(second));

        Assert.That(fault!.Message, Does.Contain("the vote gushi.1"));
    }
}
