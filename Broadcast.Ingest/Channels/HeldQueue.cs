namespace Broadcast.Ingest.Channels;

/// <summary>
/// The requests that wait for one rendition. A new listing releases the requests that it fulfils in one pass, in a work item of its own
/// and not under the channel's gate. Clients that have left are not looked for: the next part, half a second later, releases theirs.
/// </summary>
internal sealed class HeldQueue : IThreadPoolWorkItem
{
    private readonly Lock _gate = new();
    private List<HeldRequest> _waiting = [];
    private List<HeldRequest> _spare = [];
    private Listing? _newest;
    private bool _passing;
    private bool _closed;

    /// <summary>False when the request need not or cannot wait: its media is listed, or the channel has ended.</summary>
    public bool TryAdd(HeldRequest request)
    {
        lock (_gate)
        {
            if (_closed || (_newest is { } newest && request.Fulfilled(newest)))
                return false;

            _waiting.Add(request);
            return true;
        }
    }

    /// <summary>Starts a pass that releases the requests that the new listing fulfils.</summary>
    public void Wake(Listing listing)
    {
        lock (_gate)
        {
            _newest = listing;
            if (_passing || _waiting.Count == 0)
                return;
            _passing = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Releases with null the requests whose <see cref="HeldRequest.Until"/> is not after <paramref name="now"/>.</summary>
    public void Expire(long now)
    {
        lock (_gate)
        {
            for (var i = _waiting.Count - 1; i >= 0; i--)
            {
                if (_waiting[i].Until > now)
                    continue;
                _waiting[i].Release(null);
                _waiting.RemoveAt(i);
            }
        }
    }

    /// <summary>Releases all requests with null, and accepts no more: the channel has ended.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var request in _waiting)
                request.Release(null);
            _waiting.Clear();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            Listing newest;
            List<HeldRequest> waiting;
            lock (_gate)
            {
                newest = _newest!;
                (waiting, _waiting) = (_waiting, _spare);
            }

            var left = 0;
            for (var i = 0; i < waiting.Count; i++)
            {
                var request = waiting[i];
                if (request.Fulfilled(newest))
                    request.Release(newest);
                else
                    waiting[left++] = request;
            }

            lock (_gate)
            {
                waiting.RemoveRange(left, waiting.Count - left);
                // Requests that came during the pass go behind the older ones.
                waiting.AddRange(_waiting);
                _waiting.Clear();
                (_waiting, _spare) = (waiting, _waiting);
                if (_closed)
                {
                    foreach (var request in _waiting)
                        request.Release(null);
                    _waiting.Clear();
                }

                if (!ReferenceEquals(newest, _newest) && _waiting.Count > 0)
                    continue;
                _passing = false;
                return;
            }
        }
    }
}
