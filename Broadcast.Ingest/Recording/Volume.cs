using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Some minutes of one life of a channel: segments one after another in one media file, and an index beside it that is only appended to.
/// Media is on disk before its line in the index is written, so that whatever the index names is there, also after a loss of power.
/// </summary>
/// <param name="Path">Path of both files, without their extensions.</param>
/// <param name="Epoch">The channel's life.</param>
/// <param name="First">The first segment.</param>
/// <param name="Last">The last segment.</param>
internal sealed record Volume(string Path, string Epoch, RecordedSegment First, RecordedSegment Last)
{
    /// <summary>Before a volume gets longer the next one begins: about 150 a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff'Z'";

    public string MediaPath => Media(Path);

    public string IndexPath => Index(Path);

    /// <summary>Bytes of the media file. The index is small beside it.</summary>
    public long Length => Last.Offset + Last.Length;

    public static string Media(string path) => path + ".media";

    public static string Index(string path) => path + ".index";

    public static string NameOf(RecordedSegment first) =>
        string.Create(CultureInfo.InvariantCulture, $"{first.Start.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{first.Epoch}");

    public async Task<VolumeIndex> ReadAsync(CancellationToken cancellation) =>
        VolumeIndex.Read(await File.ReadAllBytesAsync(IndexPath, cancellation), Epoch, new FileInfo(MediaPath).Length);

    /// <summary>
    /// Opens a volume that is not written any more by reading only the two ends of its index: a host that has recorded for a week starts
    /// at once. Falls back on <see cref="RepairAsync"/>.
    /// </summary>
    public static async Task<Volume?> OpenAsync(string path, CancellationToken cancellation)
    {
        if (TryEpoch(path, out var epoch) && await EndsAsync(Index(path), cancellation) is var (head, tail)
            && VolumeIndex.Read(head, epoch, long.MaxValue).Segments is [var first, ..]
            && LastOf(tail, epoch) is { } last && last.Offset + last.Length == new FileInfo(Media(path)) switch { { Exists: true } media => media.Length, _ => -1 })
            return new Volume(path, epoch, first, last);
        return await RepairAsync(path, cancellation);
    }

    /// <summary>
    /// Reads the whole index and cuts off the end of each file that a crash has torn, or that a loss of power has left without its bytes.
    /// Null when no segment is left.
    /// </summary>
    public static async Task<Volume?> RepairAsync(string path, CancellationToken cancellation)
    {
        var media = new FileInfo(Media(path));
        if (!TryEpoch(path, out var epoch) || !media.Exists)
            return null;

        var bytes = await File.ReadAllBytesAsync(Index(path), cancellation);
        VolumeIndex index;
        using (var handle = File.OpenHandle(media.FullName))
            index = VolumeIndex.Read(bytes, epoch, media.Length, segment => SegmentBoxes.AreWhole(handle, segment.Offset, segment.Length));
        if (index.Segments is not [var first, ..])
            return null;

        var volume = new Volume(path, epoch, first, index.Segments[^1]);
        if (index.Length < bytes.Length)
            Cut(volume.IndexPath, index.Length);
        if (media.Length > volume.Length)
            Cut(volume.MediaPath, volume.Length);
        return volume;
    }

    private static bool TryEpoch(string path, [NotNullWhen(true)] out string? epoch)
    {
        epoch = System.IO.Path.GetFileName(path).Split('-') is [_, { Length: > 0 } word] ? word : null;
        return epoch is not null;
    }

    private static async Task<(byte[] Head, byte[] Tail)> EndsAsync(string index, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(index, options: FileOptions.Asynchronous);
        var length = RandomAccess.GetLength(handle);
        var head = new byte[Math.Min(length, 2 * IndexLine.Longest)];
        var tail = new byte[Math.Min(length, 2 * IndexLine.Longest)];
        head = head[..await RandomAccess.ReadAsync(handle, head, 0, cancellation)];
        tail = tail[..await RandomAccess.ReadAsync(handle, tail, length - tail.Length, cancellation)];
        return (head, tail);
    }

    private static RecordedSegment? LastOf(ReadOnlySpan<byte> tail, string epoch)
    {
        if (tail is not [.., (byte)'\n'])
            return null;
        var lines = tail[..^1];
        return IndexLine.Read(lines[(lines.LastIndexOf((byte)'\n') + 1)..], epoch) as RecordedSegment;
    }

    private static void Cut(string file, long length)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
        RandomAccess.SetLength(handle, length);
    }
}
