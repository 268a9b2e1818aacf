using System.Runtime.CompilerServices;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Hls;

/// <summary>The multivariant playlists of a channel: rendered once for everyone, and again when what they declare has changed.</summary>
internal static class OutputPlaylists
{
    private static readonly ConditionalWeakTable<ChannelOutput, Pair> Made = [];

    extension(ChannelOutput output)
    {
        /// <summary>Names the media playlists with parts.</summary>
        public MultivariantPlaylist LowLatency => Of(output).LowLatency;

        /// <summary>Names the media playlists of whole segments.</summary>
        public MultivariantPlaylist Plain => Of(output).Plain;
    }

    private static Pair Of(ChannelOutput output) => Made.GetOrAdd(output, static known => new Pair(known));

    private sealed class Pair(ChannelOutput output)
    {
        public MultivariantPlaylist LowLatency { get; } = new(() => output.Renditions, MediaNames.LowLatency);

        public MultivariantPlaylist Plain { get; } = new(() => output.Renditions, MediaNames.Plain);
    }
}
