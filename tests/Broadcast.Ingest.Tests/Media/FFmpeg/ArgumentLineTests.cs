using Broadcast.Ingest.Media.FFmpeg;

namespace Broadcast.Ingest.Tests.Media.FFmpeg;

internal sealed class ArgumentLineTests
{
    [Test]
    public void Quotes_keep_a_word_together()
    {
        Assert.That(ArgumentLine.Split("-i \"a file.flv\"  -y"), Is.EqualTo(["-i", "a file.flv", "-y"]));
    }
}
