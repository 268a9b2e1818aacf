namespace Broadcast.Ingest.Sources;

/// <summary>
/// Digests of keys that were replaced, told by order: orders overtake the facts. Keys are never used again, so that none is taken out but
/// the oldest when there are many; by then the facts have long come.
/// </summary>
internal sealed class WithdrawnKeys
{
    private const int Most = 256;
    private readonly Lock _gate = new();
    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Add(string digest)
    {
        lock (_gate)
        {
            if (!_digests.Add(digest))
                return;

            _order.Enqueue(digest);
            if (_order.Count > Most)
                _digests.Remove(_order.Dequeue());
        }
    }

    public bool Contains(string digest)
    {
        lock (_gate)
            return _digests.Contains(digest);
    }
}
