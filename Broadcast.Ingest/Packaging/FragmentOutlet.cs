using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Publishes a stage's fragments to any number of listeners. Keeps the fragments since the last IDR, so that a late listener can begin at
/// once. Everything happens under one lock: a listener gets one call at a time, every fragment once and in order.
/// </summary>
internal sealed partial class FragmentOutlet(TimeProvider time, ILogger logger)
{
    /// <summary>Longest GOP that is kept, in fragments. With a longer one, a late listener waits for the next IDR.</summary>
    private const int MaxKept = 2000;

    /// <summary>Bytes of the longest GOP that is kept.</summary>
    private const long MaxKeptBytes = 32 << 20;

    private readonly Lock _gate = new();
    private readonly List<Fragment> _sinceIdr = [];
    private long _keptBytes;
    private IFragmentListener[] _listeners = [];
    private bool _onAir;
    private long _published;

    /// <summary>How long nothing has been published while the stage counts as on air; zero while it is off air.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_gate)
                return _onAir ? time.GetElapsedTime(_published) : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Calls the listener with the fragments since the last IDR, then with every new one. Disposing ends that: no call is under way
    /// afterwards.
    /// </summary>
    public IDisposable Subscribe(IFragmentListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
            foreach (var fragment in _sinceIdr)
                Notify(listener, fragment);
        }

        return new Subscription(this, listener);
    }

    public void Publish(Fragment fragment)
    {
        lock (_gate)
        {
            Keep(fragment);
            _onAir = true;
            _published = time.GetTimestamp();
            foreach (var listener in _listeners)
                Notify(listener, fragment);
        }
    }

    private void Keep(Fragment fragment)
    {
        if (fragment.Independent || _sinceIdr.Count == MaxKept || _keptBytes + fragment.Bytes.Length > MaxKeptBytes)
            Forget();
        if (!fragment.Independent && _sinceIdr.Count == 0)
            return;

        _sinceIdr.Add(fragment);
        _keptBytes += fragment.Bytes.Length;
    }

    private void Forget()
    {
        _sinceIdr.Clear();
        _keptBytes = 0;
    }

    /// <summary>Tells the listeners that the stage is off air, unless they have been told.</summary>
    public void OffAir() => OffAirAfter(TimeSpan.Zero);

    /// <summary>Goes off air if nothing has been published for <paramref name="limit"/>.</summary>
    public void OffAirAfter(TimeSpan limit)
    {
        lock (_gate)
        {
            if (!_onAir || time.GetElapsedTime(_published) < limit)
                return;

            _onAir = false;
            Forget();
            foreach (var listener in _listeners)
                Notify(listener, null);
        }
    }

    /// <summary>A null fragment means off air. A listener's fault is logged and does not keep the others from their call.</summary>
    private void Notify(IFragmentListener listener, Fragment? fragment)
    {
        try
        {
            if (fragment is null)
                listener.OnOffAir();
            else
                listener.OnFragment(fragment);
        }
        catch (Exception exception)
        {
            ListenerFailed(logger, exception);
        }
    }

    private void Unsubscribe(IFragmentListener listener)
    {
        lock (_gate)
            _listeners = [.. _listeners.Where(known => known != listener)];
    }

    [LoggerMessage(EventName = nameof(ListenerFailed), Level = LogLevel.Error, Message = "A listener failed on a fragment")]
    private static partial void ListenerFailed(ILogger logger, Exception exception);

    private sealed class Subscription(FragmentOutlet outlet, IFragmentListener listener) : IDisposable
    {
        public void Dispose() => outlet.Unsubscribe(listener);
    }
}
