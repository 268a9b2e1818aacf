using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>The two things of an onMetaData message that matter here.</summary>
/// <param name="HasAudio">False when the source says what it sends, and audio is not among it.</param>
/// <param name="FrameRate">0 when it says none, or nothing likely.</param>
internal sealed record StreamMetadata(bool HasAudio, double FrameRate)
{
    private const byte Number = 0;

    /// <summary>
    /// Looks for the fields by their names instead of reading AMF0 to its end: encoders write it with faults of every kind, and nothing
    /// here may depend on that. Null when it is no onMetaData with a picture in it.
    /// </summary>
    public static StreamMetadata? Parse(ReadOnlySpan<byte> body)
    {
        if (body.IndexOf("onMetaData"u8) is < 0 or > 32 || (Find(body, "videocodecid") is null && Find(body, "width") is null))
            return null;

        var hasAudio = Find(body, "audiocodecid") is not null || Find(body, "audiosamplerate") is not null;
        var rate = Find(body, "framerate") is { } found && body[found] == Number && body.Length >= found + 9
            ? BinaryPrimitives.ReadDoubleBigEndian(body[(found + 1)..])
            : 0;
        return new StreamMetadata(hasAudio, rate is > 0 and <= 240 ? rate : 0);
    }

    /// <summary>Where the value of the property begins: a property is its name's length in two bytes, the name, the value.</summary>
    private static int? Find(ReadOnlySpan<byte> body, string name)
    {
        Span<byte> wanted = stackalloc byte[2 + name.Length];
        BinaryPrimitives.WriteUInt16BigEndian(wanted, (ushort)name.Length);
        Encoding.ASCII.GetBytes(name, wanted[2..]);
        var at = body.IndexOf(wanted);
        return at >= 0 && at + wanted.Length < body.Length ? at + wanted.Length : null;
    }
}
