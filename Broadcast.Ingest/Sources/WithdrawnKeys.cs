namespace Broadcast.Ingest.Sources;

/// <summary>
/// Digests of replaced keys, known from orders, which arrive before the facts do. Keys are never used again: only the oldest are removed,
/// when there are too many, and by then the facts have long arrived.
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
