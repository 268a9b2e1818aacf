using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A hen, a cock or a chick, which walks and pecks. Its origin is the ground between its feet.</summary>
internal static class Hen
{
    private static readonly SKPath Body = Outline.Svg("M-50 -82C-44 -70 -34 -68 -20 -68C0 -70 14 -76 26 -70C42 -62 42 -36 26 -24C8 -12 -18 -14 -32 -28C-46 -42 -54 -62 -50 -82Z");
    private static readonly SKPath Wing = Outline.Svg("M-34 -58C-20 -66 4 -64 14 -52C8 -36 -14 -30 -28 -38C-38 -44 -42 -52 -34 -58Z");
    private static readonly SKPath Neck = Outline.Svg("M-16 10C-14 -12 -6 -26 -4 -42C0 -52 18 -50 18 -38C16 -22 22 -6 14 14C6 20 -8 20 -16 10Z");
    private static readonly SKPath Comb = Outline.Svg("M-5 -46C-8 -56 -1 -58 1 -52C2 -61 9 -60 9 -53C12 -60 18 -56 15 -46Z");
    private static readonly SKPath Beak = Outline.Svg("M17 -42L30 -36L17 -32Z");
    private static readonly SKPath Tail = Outline.Svg("M-38 -58C-60 -76 -80 -104 -60 -122C-66 -104 -56 -94 -48 -84C-54 -104 -46 -120 -30 -124C-40 -108 -34 -92 -28 -76C-26 -66 -30 -58 -38 -58Z");

    public static void Draw(Brush brush, LoopTime at, Stroll stroll, float y, float size, Plumage plumage)
    {
        var (x, speed, still) = (stroll.X(at), stroll.Speed(at), stroll.Stillness(at));
        var peck = still * MathF.Max(0, at.Wave(16, stroll.Phase));
        var step = MathF.Sin((x - stroll.Middle) / (13 * size)) * (1 - still);
        brush.Oval(x, y + 1, 44 * size, 7 * size, 0x2A2019, 0.22f);
        using var scope = brush.At(x, y - MathF.Abs(step) * 2 * size, 0, speed < 0 ? -size : size, size);
        Leg(brush, -6, step, plumage);
        Leg(brush, 6, -step, plumage);
        using var lean = brush.At(0, -40, peck * 15 + step * 1.5f);
        brush.Canvas.Translate(0, 40);
        if (plumage.Cock)
        {
            brush.Fill(Tail, 0x1F4D45);
            brush.Bend(-38, -62, -66, -92, -58, -118, 0x3FA873, 3, 0.8f);
            brush.Bend(-34, -64, -52, -92, -34, -120, 0x86201A, 3, 0.8f);
        }

        brush.Fill(Body, plumage.Body);
        brush.Bend(-46, -74, -40, -56, -30, -50, plumage.Wing, 6, 0.8f);
        brush.Fill(Wing, plumage.Wing);
        brush.Bend(-30, -46, -12, -36, 8, -50, plumage.Neck, 2.4f, 0.7f);
        brush.Bend(-28, -52, -10, -44, 10, -55, plumage.Neck, 2, 0.5f);
        using var head = brush.At(22, -58, peck * 92 + step * 7 - still * 3 * at.Wave(24, stroll.Phase), 1, 1);
        brush.Fill(Neck, plumage.Neck);
        for (var i = 0; i < 3; i++)
            brush.Bend(-6 + i * 6, 8, -4 + i * 6, -10, 2 + i * 3, -26, plumage.Body, 1.6f, 0.6f);
        using (brush.At(plumage.Cock ? -4 : 0, plumage.Cock ? 12 : 4, 0, plumage.Cock ? 1.35f : 1, plumage.Cock ? 1.4f : 1))
            brush.Fill(Comb, 0xC9302A);
        brush.Oval(17, -26, 4, plumage.Cock ? 9 : 6, 0xC9302A);
        brush.Fill(Beak, 0xE5A02E);
        brush.Dot(10, -40, 4.4f, 0xF7D488);
        brush.Dot(11, -40, 2.5f, 0x1B120C);
    }

    public static void Chick(Brush brush, LoopTime at, Stroll stroll, float y, float size)
    {
        var (x, speed, still) = (stroll.X(at), stroll.Speed(at), stroll.Stillness(at));
        var peck = still * MathF.Max(0, at.Wave(24, stroll.Phase * 3));
        var step = MathF.Sin((x - stroll.Middle) / 7) * (1 - still);
        brush.Oval(x, y + 1, 15 * size, 3 * size, 0x2A2019, 0.2f);
        using var scope = brush.At(x, y - MathF.Abs(step) * 2, 0, speed < 0 ? -size : size, size);
        brush.Line(-3, -8, -3 + step * 5, 0, 0xD98A2E, 2);
        brush.Line(4, -8, 4 - step * 5, 0, 0xD98A2E, 2);
        using var lean = brush.At(0, -10, peck * 40);
        brush.Oval(-2, -6, 15, 12.5f, 0xF5D05E);
        brush.Oval(-5, -5, 9, 6.5f, 0xE3B23C, 0.8f);
        brush.Dot(9, -17, 9.5f, 0xF8DB78);
        brush.Dot(12, -18, 1.7f, 0x1B120C);
        using var beak = Outline.Corners(17, -19, 24, -16, 17, -13);
        brush.Fill(beak, 0xE08A2E);
    }

    private static void Leg(Brush brush, float x, float step, Plumage plumage)
    {
        var (foot, lift) = (x + step * 11, MathF.Max(0, step) * 5);
        brush.Line(x, -24, (x + foot) / 2 - 3, -13, plumage.Wing, 6);
        brush.Line((x + foot) / 2 - 3, -13, foot, -lift, 0xE0A030, 3.2f);
        brush.Line(foot, -lift, foot + 10, -lift + 1, 0xE0A030, 2.6f);
        brush.Line(foot, -lift, foot + 6, -lift + 4, 0xE0A030, 2.4f);
        brush.Line(foot, -lift, foot - 6, -lift + 2, 0xE0A030, 2.4f);
    }
}

/// <summary>A bird's colours.</summary>
internal sealed record Plumage(uint Body, uint Wing, uint Neck, bool Cock = false)
{
    public static Plumage Golden { get; } = new(0xD9A04A, 0xA96A2A, 0xE8BC6C);
    public static Plumage Russet { get; } = new(0xB5622E, 0x83401D, 0xCB824A);
    public static Plumage Cream { get; } = new(0xF0DDB8, 0xCDAE7C, 0xFAF0DA);
    public static Plumage Dark { get; } = new(0x5F4638, 0x3C2A22, 0x9A6A3C);
    public static Plumage Rooster { get; } = new(0xA6402A, 0x6E2A1E, 0xE5A040, Cock: true);
}
