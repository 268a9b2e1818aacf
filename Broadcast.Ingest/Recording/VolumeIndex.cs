namespace Broadcast.Ingest.Recording;

/// <summary>The entries of a volume's index, up to the first that is torn or whose media is missing.</summary>
/// <param name="Segments">In the order in which they were written.</param>
/// <param name="Inits">By name.</param>
/// <param name="Length">Bytes of the index up to that entry.</param>
internal sealed record VolumeIndex(IReadOnlyList<RecordedSegment> Segments, IReadOnlyDictionary<string, RecordedInit> Inits, long Length)
{
    /// <param name="bytes">The index file.</param>
    /// <param name="epoch">The life of the channel that the volume belongs to.</param>
    /// <param name="mediaLength">Bytes of the media file: what an entry names beyond it is missing.</param>
    /// <param name="isWhole">Whether the media of a segment is really there; null: its length is enough.</param>
    public static VolumeIndex Read(ReadOnlySpan<byte> bytes, string epoch, long mediaLength, Func<RecordedSegment, bool>? isWhole = null)
    {
        var segments = new List<RecordedSegment>();
        var inits = new Dictionary<string, RecordedInit>(StringComparer.Ordinal);
        var intact = 0;
        while (bytes[intact..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            switch (IndexLine.Read(bytes.Slice(intact, end), epoch))
            {
                case RecordedInit init:
                    inits[init.Name] = init;
                    break;
                case RecordedSegment segment when segment.Offset + segment.Length <= mediaLength && inits.ContainsKey(segment.Init) && isWhole?.Invoke(segment) != false:
                    segments.Add(segment);
                    break;
                default:
                    return new VolumeIndex(segments, inits, intact);
            }

            intact += end + 1;
        }

        return new VolumeIndex(segments, inits, intact);
    }
}
