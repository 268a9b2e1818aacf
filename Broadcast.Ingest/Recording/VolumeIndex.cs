namespace Broadcast.Ingest.Recording;

/// <summary>What the lines of a volume's index say, up to the first that is torn or whose media is missing.</summary>
/// <param name="Segments">In the order in which they were written.</param>
/// <param name="Inits">By name.</param>
/// <param name="Length">The bytes of the index that are sound.</param>
internal sealed record VolumeIndex(IReadOnlyList<RecordedSegment> Segments, IReadOnlyDictionary<string, RecordedInit> Inits, long Length)
{
    /// <param name="bytes">The index file.</param>
    /// <param name="epoch">Of the volume.</param>
    /// <param name="mediaLength">Of the media file: an entry beyond it was not written, whatever the index says.</param>
    public static VolumeIndex Read(ReadOnlySpan<byte> bytes, string epoch, long mediaLength)
    {
        var segments = new List<RecordedSegment>();
        var inits = new Dictionary<string, RecordedInit>(StringComparer.Ordinal);
        var sound = 0;
        while (bytes[sound..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            switch (IndexLine.Read(bytes.Slice(sound, end), epoch))
            {
                case RecordedInit init:
                    inits[init.Name] = init;
                    break;
                case RecordedSegment segment when segment.Offset + segment.Length <= mediaLength && inits.ContainsKey(segment.Init):
                    segments.Add(segment);
                    break;
                default:
                    return new VolumeIndex(segments, inits, sound);
            }

            sound += end + 1;
        }

        return new VolumeIndex(segments, inits, sound);
    }
}
