using System.Text;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Tests.Channels;

namespace Broadcast.Ingest.Tests.Hls;

internal sealed class MultivariantPlaylistTests
{
    [Test]
    public void It_is_rendered_again_only_when_what_it_declares_has_changed()
    {
        var cover = new RenditionCover().With(TestFragments.Run("a"));
        var listing = new Listing { Epoch = "e", Segments = [], Open = null, OpenNumber = 1, NextPart = 1, DiscontinuitySequence = 0 };
        var rendition = new Rendition(Rendition.Source, listing, cover, new MediaShelf(TimeSpan.FromMinutes(1), long.MaxValue));
        var playlist = new MultivariantPlaylist(() => [rendition], MediaNames.LowLatency);

        var first = playlist.Rendered;
        rendition.Declare(cover.With(TestFragments.Run("b")));
        var same = playlist.Rendered;
        rendition.Declare(cover.With(TestFragments.Run("c", width: 640, height: 360)));
        var wider = playlist.Rendered;

        Assert.That(same, Is.SameAs(first));
        Assert.That(wider, Is.Not.SameAs(first));
        Assert.That(Encoding.UTF8.GetString(wider.Text.Span), Does.Contain("RESOLUTION=640x360"));
    }
}
