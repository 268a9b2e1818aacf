using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>The two fields of an onMetaData message that are used.</summary>
/// <param name="HasAudio">False when the source announces no audio.</param>
/// <param name="FrameRate">Frames per second; 0 when missing or implausible.</param>
internal sealed record StreamMetadata(bool HasAudio, double FrameRate)
{
    private const byte Number = 0;

    /// <summary>
    /// Searches for the fields by name instead of parsing AMF0, because encoders write it with faults of every kind. Null when the message
    /// is no onMetaData that announces a picture.
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

    /// <summary>Offset of a property's value; null when missing. A property is its name's length (two bytes), name and value.</summary>
    private static int? Find(ReadOnlySpan<byte> body, string name)
    {
        Span<byte> wanted = stackalloc byte[2 + name.Length];
        BinaryPrimitives.WriteUInt16BigEndian(wanted, (ushort)name.Length);
        Encoding.ASCII.GetBytes(name, wanted[2..]);
        var at = body.IndexOf(wanted);
        return at >= 0 && at + wanted.Length < body.Length ? at + wanted.Length : null;
    }
}
