namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>
/// A channel's posters on disk: one file each, named by its time, a folder for each hour. Bounded by age and by number; the oldest are
/// deleted first. The archive's loop writes, anyone reads.
/// </summary>
internal sealed class PosterShelf
{
    private const long Hour = 3_600_000;
    private const string Unfinished = ".part";
    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly TimeSpan _kept;
    private readonly int _most;
    private readonly List<long> _times;

    /// <summary>Opens the folder with the posters that an earlier host has kept, and deletes its unfinished files.</summary>
    public PosterShelf(string folder, TimeSpan kept, int most)
    {
        (_folder, _kept, _most) = (Directory.CreateDirectory(folder).FullName, kept, most);
        foreach (var unfinished in Directory.EnumerateFiles(_folder, "*" + Unfinished, SearchOption.AllDirectories))
            File.Delete(unfinished);
        _times =
        [
            .. Directory.EnumerateFiles(_folder, "*.jpg", SearchOption.AllDirectories)
                .Select(file => long.TryParse(Path.GetFileNameWithoutExtension(file), out var at) ? at : -1)
                .Where(at => at >= 0)
                .Order(),
        ];
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _times.Count;
        }
    }

    /// <summary>Time of the newest poster in Unix milliseconds; null without one.</summary>
    public long? Newest
    {
        get
        {
            lock (_gate)
                return _times is [.., var newest] ? newest : null;
        }
    }

    /// <exception cref="IOException">The disk is full or cannot be written to.</exception>
    public async Task AddAsync(Poster poster, DateTimeOffset now, CancellationToken cancellation)
    {
        var file = FileOf(poster.At);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = file + Unfinished;
        try
        {
            await File.WriteAllBytesAsync(unfinished, poster.Jpeg, cancellation);
            File.Move(unfinished, file, overwrite: true);
        }
        catch
        {
            // A full disk must not fill up with unfinished files.
            File.Delete(unfinished);
            throw;
        }

        lock (_gate)
        {
            var index = _times.BinarySearch(poster.At);
            if (index < 0)
                _times.Insert(~index, poster.At);
        }

        Prune(now);
    }

    /// <summary>Times of the posters within an interval (Unix milliseconds, end exclusive), and of the one shown at its start.</summary>
    public IReadOnlyList<long> Between(long from, long to)
    {
        lock (_gate)
        {
            var first = _times.BinarySearch(from);
            first = first >= 0 ? first : Math.Max(0, ~first - 1);
            var end = _times.BinarySearch(to);
            end = end >= 0 ? end : ~end;
            return end > first ? _times.GetRange(first, end - first) : [];
        }
    }

    /// <summary>The JPEG of that time; null when there is none, or no longer.</summary>
    public async Task<byte[]?> ReadAsync(long at, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_times.BinarySearch(at) < 0)
                return null;
        }

        try
        {
            return await File.ReadAllBytesAsync(FileOf(at), cancellation);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // The poster has just been pruned.
            return null;
        }
    }

    private void Prune(DateTimeOffset now)
    {
        List<long> old;
        lock (_gate)
        {
            var oldest = (now - _kept).ToUnixTimeMilliseconds();
            var count = _times.FindIndex(at => at >= oldest);
            count = Math.Max(count < 0 ? _times.Count : count, _times.Count - _most);
            old = _times.GetRange(0, count);
            _times.RemoveRange(0, count);
        }

        foreach (var at in old)
            File.Delete(FileOf(at));
        foreach (var hour in old.Select(HourOf).Distinct(StringComparer.Ordinal))
        {
            if (!Directory.EnumerateFileSystemEntries(hour).Any())
                Directory.Delete(hour);
        }
    }

    private string HourOf(long at) => Path.Combine(_folder, (at / Hour).ToString(System.Globalization.CultureInfo.InvariantCulture));

    private string FileOf(long at) => Path.Combine(HourOf(at), $"{at}.jpg");
}
