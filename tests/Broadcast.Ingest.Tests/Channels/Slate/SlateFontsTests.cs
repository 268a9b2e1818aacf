using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Channels.Slate;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Ingest.Tests.Channels.Slate;

internal sealed class SlateFontsTests
{
    [Test]
    public async Task The_nearest_font_will_not_do_if_it_lacks_the_letters()
    {
        await using var watcher = new ChildWatcher(NullLogger<ChildWatcher>.Instance);

        Assert.That(await SlateFonts.FindAsync("no-such-language", watcher, CancellationToken.None), Is.Null);
    }
}
