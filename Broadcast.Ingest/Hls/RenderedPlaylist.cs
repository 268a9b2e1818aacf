using System.IO.Compression;
using System.Text;

namespace Broadcast.Ingest.Hls;

/// <summary>A playlist's bytes, plain and compressed: made once and shared by everyone who asks.</summary>
internal sealed record RenderedPlaylist(ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> Gzip)
{
    public static RenderedPlaylist Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var buffer = new MemoryStream(bytes.Length / 2);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return new RenderedPlaylist(bytes, buffer.ToArray());
    }
}
