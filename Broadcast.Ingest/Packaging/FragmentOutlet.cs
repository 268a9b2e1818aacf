namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Where a stage's fragments come out, for as many listeners as there are. Keeps the fragments since the last IDR, so that who comes late
/// can begin at once. Everything happens under one lock: a listener hears one call at a time, and nothing twice or out of order.
/// </summary>
internal sealed partial class FragmentOutlet(TimeProvider time, ILogger logger)
{
    /// <summary>A GOP that is longer is not kept: who comes late then waits for the next IDR.</summary>
    private const int MaxKept = 2000;

    private readonly Lock _gate = new();
    private readonly List<Fragment> _sinceIdr = [];
    private IFragmentListener[] _listeners = [];
    private bool _onAir;
    private long _published;

    /// <summary>How long nothing has come out while the stage counts as on air; zero when it does not.</summary>
    public TimeSpan Silence
    {
        get
        {
            lock (_gate)
                return _onAir ? time.GetElapsedTime(_published) : TimeSpan.Zero;
        }
    }

    /// <summary>Hears everything from now on, after what has come since the last IDR. Disposing ends it: no call is under way afterwards.</summary>
    public IDisposable Subscribe(IFragmentListener listener)
    {
        lock (_gate)
        {
            _listeners = [.. _listeners, listener];
            foreach (var fragment in _sinceIdr)
                Call(listener, fragment);
        }

        return new Subscription(this, listener);
    }

    public void Publish(Fragment fragment)
    {
        lock (_gate)
        {
            if (fragment.Independent || _sinceIdr.Count == MaxKept)
                _sinceIdr.Clear();
            if (fragment.Independent || _sinceIdr.Count > 0)
                _sinceIdr.Add(fragment);
            _onAir = true;
            _published = time.GetTimestamp();
            foreach (var listener in _listeners)
                Call(listener, fragment);
        }
    }

    /// <summary>Tells the listeners, unless they know.</summary>
    public void OffAir() => OffAirAfter(TimeSpan.Zero);

    /// <summary>The same, if nothing has come out for <paramref name="limit"/>.</summary>
    public void OffAirAfter(TimeSpan limit)
    {
        lock (_gate)
        {
            if (!_onAir || time.GetElapsedTime(_published) < limit)
                return;

            _onAir = false;
            _sinceIdr.Clear();
            foreach (var listener in _listeners)
                Call(listener, null);
        }
    }

    /// <summary>A listener's fault is its own: the others hear the fragment all the same.</summary>
    private void Call(IFragmentListener listener, Fragment? fragment)
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
