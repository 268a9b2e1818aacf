using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>One of a channel's multivariant playlists, rendered once for everyone, and again when what it declares has changed.</summary>
/// <param name="renditions">The channel's renditions now.</param>
/// <param name="mediaPlaylist">A rendition's media playlist by its name.</param>
internal sealed class MultivariantPlaylist(Func<IReadOnlyList<Rendition>> renditions, Func<string, string> mediaPlaylist)
{
    private volatile Made? _made;

    /// <summary>The playlist of this moment. Two requests at the moment of a change may both render it.</summary>
    public RenderedPlaylist Rendered
    {
        get
        {
            var all = renditions();
            var covers = all.Select(rendition => rendition.Cover).ToArray();
            if (_made is { } made && made.Covers.AsSpan().SequenceEqual(covers))
                return made.Playlist;

            var fresh = new Made(covers, RenderedPlaylist.Of(MultivariantWriter.Write(all, mediaPlaylist)));
            _made = fresh;
            return fresh.Playlist;
        }
    }

    private sealed record Made(RenditionCover[] Covers, RenderedPlaylist Playlist);
}
