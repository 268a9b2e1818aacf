using Broadcast.Chat.Spine.Errors;
using SkiaSharp;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>
/// Decodes a picture that somebody has sent, and encodes it anew: upright, in sRGB, without anything but its pixels. What it is, is told by its
/// content, and how large it is, before any pixel is decoded.
/// </summary>
internal static class PictureReader
{
    /// <summary>40 megapixels are 160 MB while one is decoded.</summary>
    public const int MostPixels = 40_000_000;

    /// <summary>WebP has at most 16,383 pixels a side.</summary>
    public const int LongestSide = 12_000;

    private const int Quality = 82;

    public static Result<PictureSizes> Read(byte[] content)
    {
        if (!IsKnown(content))
            return PictureErrors.Format;

        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null)
            return PictureErrors.Broken;
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp) || codec.FrameCount > 1)
            return PictureErrors.Format;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1)
            return PictureErrors.Broken;
        if ((long)width * height > MostPixels || width > LongestSide || height > LongestSide)
            return PictureErrors.Pixels;

        using var upright = Decode(codec);
        return upright is null ? PictureErrors.Broken : Sizes(upright);
    }

    private static bool IsKnown(ReadOnlySpan<byte> content) =>
        content.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || content.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        || (content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8));

    /// <summary>The picture at most as wide as the largest size, turned as its camera says; null when some of it is missing or wrong.</summary>
    private static SKBitmap? Decode(SKCodec codec)
    {
        var origin = codec.EncodedOrigin;
        // From there on, width and height are exchanged.
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var wide = isTurned ? codec.Info.Height : codec.Info.Width;
        var scale = Math.Min(1f, (float)PictureLink.Large / wide);
        // A JPEG can be decoded at some eighths of its size, with as much less memory; other formats answer their own size.
        var size = codec.GetScaledDimensions(MathF.Ceiling(scale * 8) / 8);
        if ((isTurned ? size.Height : size.Width) < Math.Min(wide, PictureLink.Large))
            size = codec.Info.Size;

        using var colours = SKColorSpace.CreateSrgb();
        using var decoded = new SKBitmap();
        if (!decoded.TryAllocPixels(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul, colours))
            || codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
            return null;

        var rest = Math.Min(1f, (float)PictureLink.Large / (isTurned ? size.Height : size.Width));
        var scaled = Scaled(decoded, rest);
        if (scaled is null || origin == SKEncodedOrigin.TopLeft)
            return scaled;

        using (scaled)
            return Turned(scaled, origin, isTurned);
    }

    private static SKBitmap Turned(SKBitmap picture, SKEncodedOrigin origin, bool isTurned)
    {
        var (width, height) = (picture.Width, picture.Height);
        var turned = new SKBitmap(picture.Info.WithSize(isTurned ? height : width, isTurned ? width : height));
        using var canvas = new SKCanvas(turned);
        // Columns are where x and y of the picture go to.
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        });
        canvas.Clear(SKColors.Transparent);
        canvas.DrawBitmap(picture, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return turned;
    }

    private static Result<PictureSizes> Sizes(SKBitmap upright)
    {
        if (Encoded(upright, PictureLink.Large) is not { } large || Encoded(upright, PictureLink.Medium) is not { } medium || Encoded(upright, PictureLink.Small) is not { } small)
            return PictureErrors.Broken;
        return new PictureSizes(small, medium, large);
    }

    private static byte[]? Encoded(SKBitmap picture, int width)
    {
        using var scaled = Scaled(picture, Math.Min(1f, (float)width / picture.Width));
        using var pixels = scaled?.PeekPixels();
        // Without a colour space no profile is written: readers take sRGB for granted.
        using var plain = pixels?.WithColorSpace(null!);
        using var encoded = plain?.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, Quality));
        return encoded?.ToArray();
    }

    /// <summary>A picture of its own, also at the same size.</summary>
    private static SKBitmap? Scaled(SKBitmap picture, float scale) => scale >= 1 ? picture.Copy() : picture.Resize(
        new SKSizeI(Math.Max(1, (int)MathF.Round(picture.Width * scale)), Math.Max(1, (int)MathF.Round(picture.Height * scale))),
        new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
}

/// <summary>One picture in three widths. Each array is a whole WebP file.</summary>
internal sealed record PictureSizes(byte[] Small, byte[] Medium, byte[] Large);
