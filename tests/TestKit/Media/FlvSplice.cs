using System.Buffers.Binary;

namespace TestKit.Media;

/// <summary>Edits FLV files tag by tag, to imitate an encoder that changes or loses something while it streams.</summary>
public static class FlvSplice
{
    public const byte Audio = 8;
    public const byte Video = 9;
    private const byte ScriptData = 18;
    private const int FileHeader = 13;
    private const int TagHeader = 11;

    /// <summary>Joins two files: the tags of the second begin at <paramref name="at"/>, and its script data is left out.</summary>
    public static void Join(string first, string second, TimeSpan at, string joined)
    {
        using var output = File.Create(joined);
        output.Write(File.ReadAllBytes(first));
        foreach (var tag in Tags(File.ReadAllBytes(second)).Where(tag => tag.Span[0] != ScriptData))
        {
            var time = (uint)(TimeOf(tag) + at.TotalMilliseconds);
            BinaryPrimitives.WriteUInt32BigEndian(tag.Span[4..], (time << 8) | (time >> 24));
            output.Write(tag.Span);
        }
    }

    /// <summary>Leaves out one track's tags between two times; headers stay.</summary>
    public static void Cut(string file, byte track, TimeSpan from, TimeSpan to, string result)
    {
        using var output = File.Create(result);
        var bytes = File.ReadAllBytes(file);
        output.Write(bytes.AsSpan(0, FileHeader));
        foreach (var tag in Tags(bytes).Where(tag => tag.Span[0] != track || TimeOf(tag) < from.TotalMilliseconds || TimeOf(tag) >= to.TotalMilliseconds))
            output.Write(tag.Span);
    }

    /// <summary>Each tag, together with the size field that follows it.</summary>
    private static IEnumerable<Memory<byte>> Tags(byte[] bytes)
    {
        for (var position = FileHeader; position + TagHeader < bytes.Length;)
        {
            var length = TagHeader + (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(position)) & 0xffffff) + 4;
            yield return bytes.AsMemory(position, length);
            position += length;
        }
    }

    /// <summary>Milliseconds.</summary>
    private static uint TimeOf(Memory<byte> tag)
    {
        var field = BinaryPrimitives.ReadUInt32BigEndian(tag.Span[4..]);
        return (field >> 8) | (field << 24);
    }
}
