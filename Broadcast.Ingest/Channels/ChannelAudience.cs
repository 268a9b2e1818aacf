using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>A channel's listeners. Notified under the channel's gate, which also guards adding and removing them.</summary>
internal sealed class ChannelAudience(ChannelGate gate)
{
    private IChannelListener[] _listeners = [];

    /// <summary>Dispose the result to stop: no call of the listener is under way afterwards.</summary>
    public IDisposable Add(IChannelListener listener)
    {
        using (gate.Enter())
            _listeners = [.. _listeners, listener];
        return new Subscription(this, listener);
    }

    public void Notify(Fragment fragment)
    {
        foreach (var listener in _listeners)
            listener.OnFragment(fragment);
    }

    public void Notify(Segment segment)
    {
        foreach (var listener in _listeners)
            listener.OnSegment(segment);
    }

    private void Remove(IChannelListener listener)
    {
        using (gate.Enter())
            _listeners = [.. _listeners.Where(known => known != listener)];
    }

    private sealed class Subscription(ChannelAudience audience, IChannelListener listener) : IDisposable
    {
        public void Dispose() => audience.Remove(listener);
    }
}
