using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>Pictures that cameras, programs and attackers make, byte by byte.</summary>
internal static class SamplePictures
{
    /// <summary>Red on the left, blue on the right.</summary>
    public static byte[] Of(int width, int height, SKEncodedImageFormat format, byte green = 0)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        using var paint = new SKPaint();
        paint.Color = new SKColor(0, green, 255);
        canvas.Clear(new SKColor(255, green, 0));
        canvas.DrawRect(width / 2f, 0, width, height, paint);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>A JPEG whose camera was held upright (orientation 6: its left is the top), and has written where it was.</summary>
    public static byte[] FromCamera()
    {
        var jpeg = Of(400, 200, SKEncodedImageFormat.Jpeg);
        byte[] exif =
        [
            .. "Exif\0\0MM\0\x2a"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x0F, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38, // Make, at 38
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, // Orientation
            0, 0, 0, 0, .. "25.60N 103.82E HOME\0"u8,
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>A PNG with 16 bits a channel, green.</summary>
    public static byte[] SixteenBits() => Png(8, 8, bits: 16, [.. Enumerable.Range(0, 8).SelectMany(_ => (byte[])[0, .. Enumerable.Range(0, 8).SelectMany(_ => (byte[])[0, 0, 0xFF, 0xFF, 0, 0])])]);

    /// <summary>A few bytes that ask for 2.7 GB.</summary>
    public static byte[] Bomb() => Png(30_000, 30_000, bits: 8, new byte[1000]);

    /// <summary>Two frames.</summary>
    public static byte[] AnimatedWebp()
    {
        // Behind "RIFF", a length and "WEBP" there is one chunk.
        var chunk = Of(16, 16, SKEncodedImageFormat.Webp)[12..];
        byte[] frame = [0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 100, 0, 0, 0, .. chunk];
        byte[] body = [.. "WEBP"u8, .. Riff("VP8X"u8, [2, 0, 0, 0, 15, 0, 0, 15, 0, 0]), .. Riff("ANIM"u8, [0, 0, 0, 0, 0, 0]), .. Riff("ANMF"u8, frame), .. Riff("ANMF"u8, frame)];
        return Riff("RIFF"u8, body);
    }

    /// <summary>A JPEG of one block in four inks, as printers' programs make them: cyan alone.</summary>
    public static byte[] Cmyk()
    {
        byte[] quantities = [0, .. Enumerable.Repeat((byte)1, 64)];
        byte[] steps = [0x00, 0, 3, .. new byte[14], 0, 10, 11];
        byte[] ends = [0x10, 1, .. new byte[15], 0];
        // Adobe's files have the inks inverted: nothing of the first is all of it. Of each ink the code of a length, the mean, and the end of the block.
        const string Full = "10" + "01111111111" + "0";
        const string None = "01" + "1111111000" + "0";
        return
        [
            0xFF, 0xD8, .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]), .. Segment(0xDB, quantities),
            .. Segment(0xC0, [8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]), .. Segment(0xC4, steps), .. Segment(0xC4, ends),
            .. Segment(0xDA, [4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]), .. Packed(Full + None + None + None), 0xFF, 0xD9,
        ];
    }

    private static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, 0, (byte)(content.Length + 2), .. content];

    private static IEnumerable<byte> Packed(string bits)
    {
        foreach (var eight in bits.Chunk(8))
        {
            var value = Convert.ToByte(new string(eight).PadRight(8, '1'), 2);
            yield return value;
            if (value == 0xFF)
                yield return 0;
        }
    }

    private static byte[] Riff(ReadOnlySpan<byte> name, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. name, .. length, .. content, .. new byte[content.Length % 2]];
    }

    private static byte[] Png(int width, int height, byte bits, byte[] rows)
    {
        var size = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR"u8, [.. size, bits, 2, 0, 0, 0]), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content)
    {
        byte[] named = [.. name, .. content];
        var (length, sum) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc(byte[] content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
