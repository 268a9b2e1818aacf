using Broadcast.Ingest.Channels;
using Microsoft.Win32.SafeHandles;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Appends to one volume. A write that fails leaves both ends where they were, and the next segment is written over it. One loop calls it.
/// </summary>
internal sealed class VolumeWriter : IDisposable
{
    private readonly SafeFileHandle _media;
    private readonly SafeFileHandle _index;
    private readonly HashSet<string> _inits = new(StringComparer.Ordinal);
    private readonly string _path;
    private long _mediaEnd;
    private long _indexEnd;

    public VolumeWriter(string path)
    {
        _path = path;
        _media = File.OpenHandle(Recording.Volume.Media(path), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        try
        {
            _index = File.OpenHandle(Recording.Volume.Index(path), FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete);
        }
        catch
        {
            _media.Dispose();
            throw;
        }
    }

    /// <summary>Null until the first segment is written.</summary>
    public Volume? Volume { get; private set; }

    /// <summary>True when the volume has a segment with this initialisation segment.</summary>
    public bool Knows(string init) => _inits.Contains(init);

    /// <exception cref="IOException">The disk is full or broken.</exception>
    public async Task AppendAsync(Segment segment, RecordedSegment entry, CancellationToken cancellation)
    {
        var stored = entry with { Offset = _mediaEnd, Length = segment.Length };
        await DiskWrites.WriteAsync(_media, [.. segment.Parts.SelectMany(part => part.Bytes)], _mediaEnd, cancellation);
        // The system may write the two files in any order: without this, a loss of power could leave an index that names zeros.
        await DiskWrites.FlushAsync(_media, cancellation);

        var lines = IndexLine.Of(stored);
        if (!_inits.Contains(segment.Init))
        {
            var run = segment.Run;
            lines = [.. IndexLine.Of(new RecordedInit(segment.Init, run.Codecs.Replace(" ", "", StringComparison.Ordinal), run.Width, run.Height, run.FrameRate)), .. lines];
        }

        await DiskWrites.WriteAsync(_index, lines, _indexEnd, cancellation);
        _inits.Add(segment.Init);
        _mediaEnd += stored.Length;
        _indexEnd += lines.Length;
        Volume = Volume is null ? new Volume(_path, stored.Epoch, stored, stored) : Volume with { Last = stored };
    }

    public void Dispose()
    {
        _media.Dispose();
        _index.Dispose();
    }
}
