using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>Who hears what a channel shows. Told under the channel's gate, which also guards coming and going.</summary>
internal sealed class ChannelAudience(Lock gate)
{
    private IChannelListener[] _listeners = [];

    /// <summary>Disposing ends it: no call is under way afterwards.</summary>
    public IDisposable Add(IChannelListener listener)
    {
        lock (gate)
            _listeners = [.. _listeners, listener];
        return new Place(this, listener);
    }

    public void Tell(Fragment fragment)
    {
        foreach (var listener in _listeners)
            listener.OnFragment(fragment);
    }

    public void Tell(Segment segment)
    {
        foreach (var listener in _listeners)
            listener.OnSegment(segment);
    }

    private void Remove(IChannelListener listener)
    {
        lock (gate)
            _listeners = [.. _listeners.Where(known => known != listener)];
    }

    private sealed class Place(ChannelAudience audience, IChannelListener listener) : IDisposable
    {
        public void Dispose() => audience.Remove(listener);
    }
}
