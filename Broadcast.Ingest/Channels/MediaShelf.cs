using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// A rendition's media by name: all that is listed, and what left the playlist a while ago. Written under its owner's lock, read by
/// anyone.
/// </summary>
internal sealed class MediaShelf(TimeSpan kept)
{
    private readonly ConcurrentDictionary<long, Part> _parts = new();
    private readonly ConcurrentDictionary<long, Segment> _segments = new();
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _inits = new(StringComparer.Ordinal);
    private readonly Queue<(Segment Segment, DateTimeOffset Left)> _expiring = new();

    public bool TryPart(long number, [NotNullWhen(true)] out Part? part) => _parts.TryGetValue(number, out part);

    public bool TrySegment(long number, [NotNullWhen(true)] out Segment? segment) => _segments.TryGetValue(number, out segment);

    public bool TryInit(string name, out ReadOnlyMemory<byte> init) => _inits.TryGetValue(name, out init);

    public void Put(Part part) => _parts[part.Number] = part;

    public void Put(Segment segment) => _segments[segment.Number] = segment;

    public void Put(string init, ReadOnlyMemory<byte> bytes) => _inits[init] = bytes;

    /// <summary>
    /// Notes that the segment left the playlist at <paramref name="now"/> (channel time), and removes the segments that left it longer ago
    /// than media is kept. The initialisation segment in use always stays.
    /// </summary>
    public void Expire(Segment segment, DateTimeOffset now, string initInUse)
    {
        _expiring.Enqueue((segment, now));
        while (_expiring.TryPeek(out var oldest) && now - oldest.Left > kept)
        {
            _expiring.Dequeue();
            _segments.TryRemove(oldest.Segment.Number, out _);
            foreach (var part in oldest.Segment.Parts)
                _parts.TryRemove(part.Number, out _);
            var init = oldest.Segment.Init;
            if (init != initInUse && _segments.Values.All(other => other.Init != init))
                _inits.TryRemove(init, out _);
        }
    }
}
