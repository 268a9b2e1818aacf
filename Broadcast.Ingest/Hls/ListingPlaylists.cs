using System.Runtime.CompilerServices;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>The media playlists of a listing. Each is rendered once, at the first request for it, and freed with the listing.</summary>
internal static class ListingPlaylists
{
    private static readonly ConditionalWeakTable<Listing, Rendered> Made = [];

    extension(Listing listing)
    {
        /// <summary>The playlist with parts.</summary>
        public RenderedPlaylist LowLatency => Of(listing).LowLatency.Value;

        /// <summary>The playlist with parts as a delta update, or whole when nothing may be left out.</summary>
        public RenderedPlaylist Delta => Of(listing).Delta.Value;

        /// <summary>The playlist of whole segments only.</summary>
        public RenderedPlaylist Plain => Of(listing).Plain.Value;
    }

    private static Rendered Of(Listing listing) => Made.GetOrAdd(listing, static known => new Rendered(known));

    private sealed class Rendered(Listing listing)
    {
        public Lazy<RenderedPlaylist> LowLatency { get; } = new(() => RenderedPlaylist.Of(LowLatencyWriter.Write(listing, skipped: 0)));

        public Lazy<RenderedPlaylist> Delta { get; } = new(
            () => listing.Skippable is var skipped and > 0 ? RenderedPlaylist.Of(LowLatencyWriter.Write(listing, skipped)) : listing.LowLatency);

        public Lazy<RenderedPlaylist> Plain { get; } = new(() => RenderedPlaylist.Of(PlainWriter.Write(listing)));
    }
}
