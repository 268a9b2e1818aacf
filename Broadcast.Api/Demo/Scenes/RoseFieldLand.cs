using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>What stands still in the rose field, and what flies far above it.</summary>
internal static class RoseFieldLand
{
    public static void Sky(Brush brush)
    {
        brush.Shade(new SKRect(0, 0, 1280, 460), 0xF3D9C4, 0xFBEBDA, 0xFBE0CF, 0xF8CDBB);
        brush.Glow(905, 210, 330, 0xFFE9B8, 0.95f);
        brush.Dot(905, 210, 54, 0xFFF3D6);
        foreach (var (x, y, size) in ((float, float, float)[])[(180, 96, 1.2f), (520, 62, 0.9f), (1120, 110, 1.1f), (760, 134, 0.6f)])
            Cloud(brush, x, y, size);
    }

    public static void Cloud(Brush brush, float x, float y, float size)
    {
        using var scope = brush.At(x, y, 0, size, size);
        for (var i = 0; i < 4; i++)
            brush.Box(-120 + i * 22, i * 13 - 20, 190 - i * 36 + (i % 2) * 60, 13, 0xFFFDF8, 0.6f, 6.5f);
    }

    public static void Hills(Brush brush)
    {
        Range(brush, 262, 96, 11, 0xD8BFC6, 0xE9D3CF, 520);
        Range(brush, 318, 84, 23, 0xB3A3B8, 0xDCC7C8, 430);
        Range(brush, 372, 74, 35, 0x8E9C9E, 0xC9CBB9, 380);
    }

    public static void Village(Brush brush)
    {
        using var hill = Outline.Hills(-40, 1320, 400, 58, 470, 51, 640);
        brush.Shade(hill, 340, 470, 0x7FA06F, 0xA6BC85);
        // Terraces follow the hill.
        for (var i = 0; i < 5; i++)
            using (brush.At(0, 12 + i * 13))
                brush.Line(hill, 0x5E8656, 1.6f, 0.42f);
        House(brush, 190, 384, 1);
        House(brush, 258, 392, 0.8f);
        House(brush, 132, 394, 0.7f);
        House(brush, 1096, 396, 0.85f);
        for (var i = 0; i < 26; i++)
            Tree(brush, Scatter.Between(61, i, -30, 1310), Scatter.Between(62, i, 396, 424), Scatter.Between(63, i, 0.6f, 1.2f), i);
    }

    /// <summary>Rows of bushes that run towards a point behind the hill.</summary>
    public static void Rows(Brush brush)
    {
        brush.Shade(new SKRect(-50, 418, 1330, 722), 0xB9A57C, 0x9A7A55, 0x7C5B3E);
        for (var row = -27; row <= 27; row++)
        {
            using var strip = Outline.Corners(
                Along(row - 0.36f, 0), 418, Along(row + 0.36f, 0), 418, Along(row + 0.36f, 1), 722, Along(row - 0.36f, 1), 722);
            brush.Shade(strip, 418, 722, 0x86A873, 0x3F7A52, 0x2F6B4F);
        }

        for (var step = 0; step < 46; step++)
        {
            var depth = MathF.Pow((step + 1) / 46f, 1.7f);
            for (var row = -27; row <= 27; row++)
                Tuft(brush, row, depth, step * 60 + row + 30);
        }
    }

    public static void Mist(Brush brush)
    {
        using var scope = brush.At(0, 0, 0, 1, 0.2f);
        brush.Glow(0, 0, 320, 0xFFF6EA, 0.9f);
    }

    public static void Birds(Brush brush, LoopTime at)
    {
        for (var i = 0; i < 5; i++)
        {
            var x = -140 + at.Run(1, 0.12) * 1600 - i * 34;
            var y = 150 + MathF.Abs(i - 2) * 14 + 10 * at.Wave(2, i * 0.05);
            var wing = 5 * at.Wave(24, i * 0.21);
            brush.Bend(x - 13, y - wing, x - 5, y - 5, x, y, 0x6B5B4B, 2, 0.7f);
            brush.Bend(x, y, x + 5, y - 5, x + 13, y - wing, 0x6B5B4B, 2, 0.7f);
        }
    }

    public static void House(Brush brush, float x, float y, float size)
    {
        using var scope = brush.At(x, y, 0, size, size);
        using var roof = Outline.Svg("M-38 -20C-22 -24 -12 -34 0 -46C12 -34 22 -24 38 -20Z");
        brush.Box(-29, -22, 58, 26, 0xFAF1E2);
        brush.Box(-5, -12, 10, 16, 0x7A4B2D);
        brush.Box(-22, -13, 9, 9, 0x6B5B4B);
        brush.Box(13, -13, 9, 9, 0x6B5B4B);
        brush.Fill(roof, 0x55504C);
        brush.Line(-33, -21, 33, -21, 0x39332E, 2.4f);
    }

    private static void Range(Brush brush, float top, float rise, int seed, uint upper, uint lower, float breadth)
    {
        using var hills = Outline.Hills(-30, 1310, top, rise, 480, seed, breadth);
        brush.Shade(hills, top - rise, top + 90, upper, lower);
    }

    private static void Tree(Brush brush, float x, float y, float size, int seed)
    {
        using var scope = brush.At(x, y, 0, size, size);
        brush.Line(0, 0, 0, -12, 0x5B4632, 3);
        brush.Dot(-6, -15, 9, 0x4F7F53);
        brush.Dot(6, -15, 9, 0x5C8F5A);
        brush.Dot(0, -23, 10, seed % 4 == 0 ? 0xE9A9B5u : 0x6A9B62u);
    }

    private static void Tuft(Brush brush, int row, float depth, int seed)
    {
        var size = 2.2f + depth * 21;
        var x = Along(row + Scatter.Between(71, seed, -0.24f, 0.24f), depth);
        var y = 420 + depth * 300;
        brush.Oval(x, y, size * 1.25f, size * 0.8f, depth < 0.35f ? 0x6E9C64u : 0x37704Cu);
        brush.Oval(x - size * 0.2f, y - size * 0.35f, size * 0.9f, size * 0.55f, 0x5B9460, 0.8f);
        for (var i = 0; i < 3; i++)
        {
            var dot = size * 0.3f;
            var (dx, dy) = (Scatter.Between(72, seed * 3 + i, -1, 1) * size, Scatter.Between(73, seed * 3 + i, -0.9f, 0.2f) * size);
            brush.Dot(x + dx, y + dy, dot, i == 0 ? 0xC23E68u : 0xE27896u);
            brush.Dot(x + dx - dot * 0.2f, y + dy - dot * 0.2f, dot * 0.5f, 0xF4B5C0);
        }
    }

    /// <summary>Where a row of the field is, from the horizon (0) to the lower edge (1).</summary>
    private static float Along(float row, float depth) => 700 + row * (26 + depth * 142);
}
