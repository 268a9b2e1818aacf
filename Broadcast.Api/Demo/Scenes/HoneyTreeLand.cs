using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>What stands still at dusk: the sky, the hills, the village with its lit windows, the meadow, and the old tree with its hollow.</summary>
internal static class HoneyTreeLand
{
    /// <summary>The middle of the hollow.</summary>
    public const float HollowX = 318;
    public const float HollowY = 396;

    public static void Sky(Brush brush)
    {
        brush.Shade(new SKRect(0, 0, 1280, 520), 0x1D2547, 0x3B3560, 0x7D4A66, 0xC96B4F, 0xF0A862);
        brush.Glow(760, 520, 420, 0xFFC777, 0.75f);
        brush.Glow(1010, 112, 130, 0xFFF3CF, 0.55f);
        brush.Dot(1010, 112, 34, 0xFFF3D6);
        brush.Dot(1000, 104, 6, 0xE9D6AE, 0.6f);
        brush.Dot(1020, 124, 8, 0xE9D6AE, 0.5f);
        for (var i = 0; i < 5; i++)
            brush.Box(560 + i * 140 - i % 2 * 200, 270 + i * 26, 230, 7, 0xF2A07A, 0.35f, 3.5f);
    }

    public static void Hills(Brush brush)
    {
        using var far = Outline.Hills(-30, 1310, 458, 76, 560, 3, 560);
        using var near = Outline.Hills(-30, 1310, 496, 50, 560, 8, 480);
        brush.Shade(far, 380, 520, 0x6B4763, 0xB2665C);
        brush.Shade(near, 440, 560, 0x3F3350, 0x6A4552);
    }

    public static void Village(Brush brush)
    {
        foreach (var (x, y, size) in ((float, float, float)[])[(660, 524, 1), (742, 530, 1.25f), (846, 522, 0.9f), (920, 530, 1.1f), (1180, 528, 1.2f), (1100, 524, 0.9f)])
        {
            using var scope = brush.At(x, y, 0, size, size);
            using var roof = Outline.Svg("M-40 -26C-24 -30 -14 -40 0 -52C14 -40 24 -30 40 -26Z");
            brush.Box(-30, -28, 60, 34, 0x38304A);
            brush.Fill(roof, 0x231F33);
            brush.Glow(-12, -12, 22, 0xFFC777, 0.5f);
            brush.Box(-18, -18, 11, 12, 0xFFD88A);
            brush.Box(8, -18, 11, 12, 0xF7B957);
            brush.Line(-12.5f, -18, -12.5f, -6, 0x38304A, 1.4f);
        }
    }

    public static void Meadow(Brush brush)
    {
        using var ground = Outline.Hills(-60, 1340, 546, 26, 722, 12, 900);
        brush.Shade(ground, 520, 722, 0x4B4A4C, 0x35443C, 0x1E2E2A);
        for (var i = 0; i < 130; i++)
        {
            var y = 552 + 166 * MathF.Sqrt(Scatter.At(14, i));
            var x = Scatter.Between(15, i, -60, 1340);
            var size = 0.4f + (y - 540) / 210;
            brush.Bend(x, y, x + 2, y - 12 * size, x + 6 * size, y - 20 * size, i % 2 == 0 ? 0x4F6B4Fu : 0x3C5646u, 2.4f * size, 0.9f);
            if (i % 4 != 0)
                continue;
            brush.Dot(x + 6 * size, y - 20 * size, 3.6f * size, i % 8 == 0 ? 0xF0B7BEu : 0xF3DFC2u, 0.85f);
            brush.Dot(x + 6 * size, y - 20 * size, 1.4f * size, 0xE5A02E);
        }
    }

    public static void Tree(Brush brush)
    {
        using var tree = Outline.Svg(
            "M96 724C168 660 172 540 160 430C150 330 96 250 -60 196L-60 150C60 172 150 214 196 276C206 190 176 90 110 -10L176 -10C232 70 262 150 268 232"
            + "C300 168 372 118 470 96C540 80 620 84 690 106L688 116C620 102 556 106 496 124C420 148 392 210 400 286C420 262 452 250 500 250L502 260C452 272 436 300 440 350C446 470 452 620 560 724Z");
        brush.Shade(tree, 0, 724, 0x3A2A33, 0x553A32, 0x6B4630, 0x33251F);
        foreach (var (x, y, bow) in ((float, float, float)[])[(196, 330, -22), (228, 300, -8), (412, 360, 16), (430, 420, 34), (214, 480, -30), (400, 520, 40)])
            brush.Bend(x, y, x + bow * 0.2f, y + 110, x + bow, y + 200, 0x2A1C18, 4, 0.55f);
        foreach (var (x, y, bow) in ((float, float, float)[])[(206, 330, -22), (404, 380, 18), (224, 500, -26)])
            brush.Bend(x, y, x + bow * 0.2f, y + 100, x + bow, y + 180, 0xA86F46, 2.4f, 0.5f);
        Hollow(brush);
    }

    private static void Hollow(Brush brush)
    {
        using var rim = Outline.Svg("M318 292C366 290 394 340 390 396C386 462 356 506 316 504C276 502 248 456 248 394C248 338 272 294 318 292Z");
        using var hole = Outline.Svg("M318 308C356 306 378 348 375 396C372 450 348 488 317 487C286 486 263 446 263 394C263 348 282 310 318 308Z");
        brush.Fill(rim, 0x7A5238);
        brush.Line(rim, 0x2A1C18, 3, 0.6f);
        brush.Fill(hole, 0x1E0F08);
        using var _ = new SKAutoCanvasRestore(brush.Canvas);
        brush.Canvas.ClipPath(hole, antialias: true);
        brush.Glow(HollowX, 380, 130, 0xF7A928, 0.85f);
        foreach (var (x, length) in ((float, float)[])[(278, 92), (304, 136), (332, 142), (358, 100)])
            Comb(brush, x, 304, length);
        brush.Shade(new SKRect(256, 462, 380, 492), 0xF2A51E, 0xB9700E);
        brush.Oval(HollowX, 463, 58, 7, 0xFFD36B);
    }

    /// <summary>A sheet of honeycomb that hangs down.</summary>
    private static void Comb(Brush brush, float x, float y, float length)
    {
        using var sheet = Outline.Svg(FormattableString.Invariant($"M{x - 15} {y}H{x + 15}V{y + length - 14}C{x + 13} {y + length + 4} {x - 13} {y + length + 4} {x - 15} {y + length - 14}Z"));
        brush.Shade(sheet, y, y + length, 0xD98A16, 0xF7C64B, 0xF2A51E);
        for (var row = 0; row < length / 10 - 1; row++)
            for (var cell = -1; cell <= 1; cell++)
                brush.Ring(x + cell * 9 + row % 2 * 4.5f - 2, y + 8 + row * 10, 4.2f, 4.6f, 0x9A5A08, 1.5f, 0.75f);
    }
}
