using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Receives what a channel shows, slate included, as it is appended. Called under the channel's gate, one call at a time; must return at
/// once and never throw. A listener puts longer work into a bounded queue of its own.
/// </summary>
internal interface IChannelListener
{
    /// <summary>
    /// The next fragment. The first of another <see cref="Fragment.Run"/> is independent. It may start before the end of the previous
    /// run's last fragment, which is then cut short.
    /// </summary>
    void OnFragment(Fragment fragment);

    /// <summary>A segment is whole. Its bytes are those of its parts and do not change.</summary>
    void OnSegment(Segment segment);
}
