using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.HttpFlv;

/// <summary>
/// The newest batches of a feed, by number: bounded by time, number and bytes. The feed writes under the channel's gate, readers read
/// without.
/// </summary>
/// <param name="kept">How far behind the newest batch one may be and still stay, unless it belongs to the newest GOP.</param>
internal sealed class FlvRing(TimeSpan kept)
{
    /// <summary>Batches, more than a GOP that is kept: 40 s at 25 frames a second.</summary>
    private const int Size = 1024;

    /// <summary>Bytes: a minute at 9 Mb/s.</summary>
    internal const long MaxBytes = 64 << 20;

    private readonly FlvBatch?[] _batches = new FlvBatch?[Size];
    private long _bytes;
    private long _trimmed;
    private long _newestKey = -1;
    private long _head;
    private long _headTime;

    /// <summary>The number of the next batch.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Bytes of the batches that are kept.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Time of the newest batch, in milliseconds.</summary>
    public long HeadTime => Volatile.Read(ref _headTime);

    /// <summary>Number of the newest batch that a reader can begin at; -1 while there is none.</summary>
    public long NewestKey => Volatile.Read(ref _newestKey);

    /// <summary>The batch of that number; null when it has not come yet or is gone.</summary>
    public FlvBatch? At(long number)
    {
        var batch = Volatile.Read(ref _batches[number % Size]);
        return batch?.Number == number ? batch : null;
    }

    public void Add(FlvBatch batch)
    {
        ref var place = ref _batches[batch.Number % Size];
        Volatile.Write(ref _bytes, _bytes + batch.Bytes.Length - (place?.Bytes.Length ?? 0));
        Volatile.Write(ref place, batch);
        Volatile.Write(ref _headTime, batch.Time);
        if (batch.Independent)
            Volatile.Write(ref _newestKey, batch.Number);
        Volatile.Write(ref _head, batch.Number + 1);
        Trim();
    }

    /// <summary>Readers can begin at none of the batches that are there, and none of them counts as the newest GOP.</summary>
    public void Restart()
    {
        Volatile.Write(ref _newestKey, -1);
        _trimmed = Head;
    }

    /// <summary>Readers can begin at none of the batches that are there.</summary>
    public void ForgetKey() => Volatile.Write(ref _newestKey, -1);

    public void Clear()
    {
        Array.Clear(_batches);
        Volatile.Write(ref _bytes, 0);
    }

    /// <summary>
    /// Removes the batches that are too old for the slowest reader, or too many bytes, but none from the last keyframe on. A last GOP that
    /// alone is too many bytes goes: readers go on at the next keyframe.
    /// </summary>
    private void Trim()
    {
        for (var limit = _headTime - (long)kept.TotalMilliseconds; _trimmed < _newestKey; _trimmed++)
        {
            ref var entry = ref _batches[_trimmed % Size];
            if (entry is { } batch && batch.Number == _trimmed && batch.Time > limit && _bytes <= MaxBytes)
                break;
            if (entry?.Number <= _trimmed)
            {
                Volatile.Write(ref _bytes, _bytes - entry.Bytes.Length);
                Volatile.Write(ref entry, null);
            }
        }

        if (_bytes <= MaxBytes)
            return;

        Clear();
        Restart();
    }
}
