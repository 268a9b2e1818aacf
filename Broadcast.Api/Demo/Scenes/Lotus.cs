using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Flowers, buds, pods and leaves of the lotus, drawn around the point where they meet their stem.</summary>
internal static class Lotus
{
    private static readonly SKPath Long = Outline.Petal(62, 34, 0.3f);
    private static readonly SKPath Short = Outline.Petal(48, 32, 0.34f);

    public static void Flower(Brush brush)
    {
        Ring(brush, Long, [-74, 74, -52, 52], 0xE58AA6, 0.98f);
        Ring(brush, Long, [-33, 33, -12, 12], 0xEFA6BA, 1);
        brush.Oval(0, -22, 15, 10, 0xE9BE52);
        for (var i = 0; i < 7; i++)
            brush.Dot(-12 + i * 4, -26 - 3 * (i % 2), 2.2f, 0xC98A1B);
        Ring(brush, Short, [-62, 62, -38, 38], 0xF5C2CF, 1);
        Ring(brush, Short, [-15, 15, 0], 0xFBDCE2, 0.95f);
    }

    public static void Bud(Brush brush)
    {
        using (brush.At(0, 0, 0, 0.8f, 0.95f))
            brush.Fill(Long, 0xD9708F);
        using (brush.At(0, 0, -9, 0.55f, 0.9f))
            brush.Fill(Long, 0xEFA6BA);
        using (brush.At(1, 0, 8, 0.4f, 0.8f))
            brush.Fill(Long, 0xF8CCD6);
    }

    public static void Pod(Brush brush)
    {
        using var cup = Outline.Svg("M-5 4L-25 -26L25 -26L5 4Z");
        brush.Fill(cup, 0x7FA35A);
        brush.Oval(0, -26, 25, 9, 0xA9C277);
        for (var i = 0; i < 6; i++)
            brush.Oval(-16 + i % 3 * 16, -29 + i / 3 * 6, 3.4f, 2.1f, 0x4B6B35);
    }

    /// <summary>A leaf that floats, 130 wide, with the notch and the veins that a lotus has.</summary>
    public static void Pad(Brush brush, bool pale)
    {
        using var leaf = Outline.Svg("M4 2C30 30 -30 34 -58 14C-82 -6 -52 -30 0 -31C52 -30 80 -8 60 12C52 20 30 14 4 2Z");
        using (brush.At(0, 5))
            brush.Fill(leaf, 0x1C5546, 0.4f);
        brush.Shade(leaf, -32, 30, pale ? 0x9CCB8Du : 0x6BAF79u, pale ? 0x5FA376u : 0x2F7C5Cu);
        foreach (var (toX, toY) in ((float, float)[])[(-52, 6), (-46, -14), (-20, -25), (14, -26), (46, -14), (54, 6), (-24, 20)])
            brush.Bend(2, -1, toX * 0.5f, toY * 0.5f - 2, toX, toY, 0xC4E0AE, 1.5f, 0.6f);
    }

    /// <summary>A leaf that stands above the water like a bowl seen from the side.</summary>
    public static void Parasol(Brush brush)
    {
        using var under = Outline.Svg("M-86 -8C-60 26 -22 32 0 20C24 34 62 24 88 -6C60 8 -58 8 -86 -8Z");
        using var top = Outline.Svg("M-88 -8C-70 -34 -34 -42 0 -40C36 -42 72 -32 90 -6C62 10 22 0 0 10C-22 0 -62 10 -88 -8Z");
        brush.Fill(under, 0x1F6B4D);
        brush.Shade(top, -42, 10, 0x8CC38A, 0x3F8F66);
        foreach (var toX in (float[])[-74, -44, -14, 18, 48, 76])
            brush.Bend(0, -14, toX * 0.5f, -22, toX, -10 - (90 - MathF.Abs(toX)) * 0.24f, 0xD2E8B9, 1.6f, 0.65f);
        brush.Oval(0, -14, 7, 3, 0xD2E8B9, 0.8f);
    }

    private static void Ring(Brush brush, SKPath petal, ReadOnlySpan<float> turns, uint color, float size)
    {
        foreach (var turn in turns)
        {
            using var scope = brush.At(0, 0, turn, size, size);
            brush.Fill(petal, color);
            brush.Bend(0, -6, 2, -28, 0, -46, 0xC65B80, 1.1f, 0.35f);
            brush.Line(petal, 0xC65B80, 0.9f, 0.35f);
        }
    }
}
