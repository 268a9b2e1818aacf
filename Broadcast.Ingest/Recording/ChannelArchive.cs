using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// The recordings of one channel on disk, over all its lives: volumes in the order of their time, and initialisation segments beside them.
/// The channel's recorder adds, the keeper removes, any thread reads.
/// </summary>
internal sealed class ChannelArchive
{
    /// <summary>How many indices of closed volumes are kept in memory: six hours, 60 KB each.</summary>
    private const int IndicesKept = 36;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Path, VolumeIndex Index)> _cached = [];
    private ImmutableList<Volume> _volumes = [];
    private string? _recording;
    private ImmutableList<RecordedSegment> _growing = [];
    private ImmutableDictionary<string, RecordedInit> _growingInits = ImmutableDictionary.Create<string, RecordedInit>(StringComparer.Ordinal);

    private ChannelArchive(ChannelId channel, string folder) => (Channel, Folder) = (channel, folder);

    public ChannelId Channel { get; }

    public string Folder { get; }

    /// <summary>Oldest first; the last one may be growing.</summary>
    public IReadOnlyList<Volume> Volumes => Volatile.Read(ref _volumes);

    /// <summary>The volumes to which nothing is added any more.</summary>
    public IEnumerable<Volume> Closed
    {
        get
        {
            lock (_gate)
                return _recording is null ? _volumes : _volumes.Where(volume => volume.Path != _recording).ToList();
        }
    }

    /// <summary>Finds the volumes of earlier lives, repairs the end of the newest one, and deletes those without a whole segment.</summary>
    public static async Task<ChannelArchive> OpenAsync(ChannelId channel, string folder, CancellationToken cancellation)
    {
        var archive = new ChannelArchive(channel, folder);
        Directory.CreateDirectory(Path.Combine(folder, "init"));
        var names = Directory.EnumerateFiles(folder, "*.media").Concat(Directory.EnumerateFiles(folder, "*.index"))
            .Select(file => Path.Combine(folder, Path.GetFileNameWithoutExtension(file))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var found = new List<Volume>();
        for (var i = 0; i < names.Count; i++)
        {
            var whole = File.Exists(Volume.Index(names[i])) && File.Exists(Volume.Media(names[i]));
            var volume = !whole ? null
                : i == names.Count - 1 ? await Volume.RepairAsync(names[i], cancellation)
                : await Volume.OpenAsync(names[i], cancellation);
            if (volume is not null)
                found.Add(volume);
            else
                Delete(names[i]);
        }

        archive._volumes = [.. found.OrderBy(volume => volume.First.Start)];
        return archive;
    }

    /// <summary>Lists the volume's last segment, which was just appended. The volume may be a new one.</summary>
    public void Added(Volume volume, RecordedInit init)
    {
        lock (_gate)
        {
            var known = _volumes is [.., var last] && last.Path == volume.Path;
            _growing = known ? _growing.Add(volume.Last) : [volume.Last];
            _growingInits = (known ? _growingInits : _growingInits.Clear()).SetItem(init.Name, init);
            _recording = volume.Path;
            _volumes = known ? _volumes.SetItem(_volumes.Count - 1, volume) : _volumes.Add(volume);
        }
    }

    /// <summary>Closes the volume of this life of the channel, which has ended.</summary>
    public void Ended(string epoch)
    {
        lock (_gate)
        {
            if (_volumes is [.., var last] && last.Epoch == epoch)
                _recording = null;
        }
    }

    /// <summary>Deletes a volume, and the initialisation segments that were last used before the oldest volume that is left.</summary>
    public void Remove(Volume volume)
    {
        DateTimeOffset? oldest;
        lock (_gate)
        {
            _volumes = _volumes.RemoveAll(known => known.Path == volume.Path);
            oldest = _volumes is [var first, ..] ? first.First.Start : null;
        }

        Delete(volume.Path);
        foreach (var init in new DirectoryInfo(Path.Combine(Folder, "init")).EnumerateFiles("*.mp4"))
        {
            // Each volume that uses an initialisation segment writes its file anew.
            if (oldest is { } start && init.LastWriteTimeUtc < start.UtcDateTime)
                init.Delete();
        }
    }

    public string InitPath(string name) => Path.Combine(Folder, "init", $"{name}.mp4");

    public async Task<(RecordedSegment Segment, string Path)?> FindAsync(string epoch, long number, CancellationToken cancellation)
    {
        var volume = Volumes.LastOrDefault(volume => volume.Epoch == epoch && volume.First.Number <= number && number <= volume.Last.Number);
        if (volume is null || await IndexAsync(volume, cancellation) is not { } index)
            return null;
        return index.Segments.FirstOrDefault(segment => segment.Number == number) is { } found ? (found, volume.MediaPath) : null;
    }

    /// <summary>All segments that overlap the time between the two instants, in order.</summary>
    public async Task<IReadOnlyList<ArchivedSegment>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var found = new List<ArchivedSegment>();
        foreach (var volume in Volumes.Where(volume => volume.Last.End > from && volume.First.Start < to))
        {
            if (await IndexAsync(volume, cancellation) is { } index)
                found.AddRange(index.Segments.Where(segment => segment.End > from && segment.Start < to)
                    .Select(segment => new ArchivedSegment(segment, index.Inits[segment.Init], volume.MediaPath)));
        }

        return found;
    }

    /// <summary>Null when the volume has just been removed.</summary>
    private async Task<VolumeIndex?> IndexAsync(Volume volume, CancellationToken cancellation)
    {
        if (TryRead(volume, out var known))
            return known;

        try
        {
            var index = await volume.ReadAsync(cancellation);
            lock (_gate)
            {
                _cached.AddFirst((volume.Path, index));
                if (_cached.Count > IndicesKept)
                    _cached.RemoveLast();
            }

            return index;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private bool TryRead(Volume volume, [NotNullWhen(true)] out VolumeIndex? index)
    {
        lock (_gate)
        {
            index = null;
            if (_growing is [var first, ..] && _volumes is [.., var last] && last.Path == volume.Path && first == volume.First)
            {
                index = new VolumeIndex(_growing, _growingInits, 0);
                return true;
            }

            for (var node = _cached.First; node is not null; node = node.Next)
            {
                if (node.Value.Path != volume.Path)
                    continue;
                _cached.Remove(node);
                _cached.AddFirst(node);
                index = node.Value.Index;
                return true;
            }

            return false;
        }
    }

    private static void Delete(string path)
    {
        // The index first: media without one is removed at the next start.
        File.Delete(Volume.Index(path));
        File.Delete(Volume.Media(path));
    }
}

/// <summary>A segment with all that is needed to list and to play it.</summary>
internal sealed record ArchivedSegment(RecordedSegment Segment, RecordedInit Init, string MediaPath);
