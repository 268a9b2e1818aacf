using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Hears what a channel shows, slate included, as it is put on its tape. Called under the channel's gate, one call at a time; must return
/// at once and never throw: what takes longer goes into a bounded queue of the listener's own.
/// </summary>
internal interface IChannelListener
{
    /// <summary>
    /// The next fragment. Another <see cref="Fragment.Run"/> begins with an independent one, and may begin before the end of the last
    /// fragment of the run before it, which is then cut.
    /// </summary>
    void OnFragment(Fragment fragment);

    /// <summary>A segment has become whole; its bytes are those of its parts and do not change.</summary>
    void OnSegment(Segment segment);
}
