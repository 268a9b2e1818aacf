using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>What stands still in the hen yard: fields and poplars far away, the hen house, the fence, the ground and the trunk of the tree.</summary>
internal static class HenYardLand
{
    public static void Sky(Brush brush)
    {
        brush.Shade(new SKRect(0, 0, 1280, 400), 0xBFDCE0, 0xE9E6CB, 0xFBE3B4);
        brush.Glow(220, 120, 300, 0xFFF2C4, 1);
        brush.Dot(220, 120, 44, 0xFFF8E0);
    }

    public static void Cloud(Brush brush)
    {
        brush.Oval(-70, 6, 60, 24, 0xFFFDF8, 0.9f);
        brush.Oval(0, -10, 66, 38, 0xFFFDF8, 0.95f);
        brush.Oval(64, 4, 62, 27, 0xFFFDF8, 0.9f);
        brush.Box(-130, 6, 258, 24, 0xFFFDF8, 0.9f, 12);
        brush.Box(-110, 20, 220, 12, 0xEAD9B8, 0.5f, 6);
    }

    public static void Fields(Brush brush)
    {
        using var far = Outline.Hills(-30, 1310, 322, 56, 480, 17, 620);
        using var middle = Outline.Hills(-30, 1310, 356, 34, 480, 29, 500);
        using var near = Outline.Hills(-30, 1310, 398, 30, 480, 43, 700);
        brush.Shade(far, 260, 380, 0xA3B98E, 0xCBD2A2);
        brush.Shade(middle, 320, 420, 0xE2C35C, 0xC9A63E);
        for (var i = 0; i < 5; i++)
            using (brush.At(0, 7 + i * 8))
                brush.Line(middle, 0xA9842A, 1.4f, 0.35f);
        for (var i = 0; i < 13; i++)
            Poplar(brush, 460 + i * 44 + Scatter.Between(2, i, -9, 9), 376 + 5 * MathF.Sin(i), Scatter.Between(1, i, 0.8f, 1.25f));
        brush.Shade(near, 360, 480, 0x8DAA5A, 0x74944A);
    }

    public static void Yard(Brush brush)
    {
        brush.Shade(new SKRect(-50, 426, 1330, 722), 0x93A957, 0xC9A96B, 0xC0955A, 0xA57A45);
        for (var i = 0; i < 220; i++)
        {
            var y = 446 + 270 * MathF.Pow(Scatter.At(7, i), 0.9f);
            brush.Oval(Scatter.Between(8, i, -50, 1330), y, 2 + (y - 430) / 40, 1 + (y - 430) / 110, i % 3 == 0 ? 0xE3CB94u : 0x7C5B34u, 0.35f);
        }

        for (var i = 0; i < 80; i++)
            Grass(brush, Scatter.Between(9, i, -50, 1330), 436 + 30 * MathF.Pow(Scatter.At(10, i), 2), 0.7f + 0.5f * Scatter.At(11, i));
        Fence(brush);
    }

    public static void Grass(Brush brush, float x, float y, float size)
    {
        using var scope = brush.At(x, y, 0, size, size);
        for (var blade = -3; blade <= 3; blade++)
            brush.Bend(blade * 3, 0, blade * 4, -12, blade * 7.5f, -20 + MathF.Abs(blade) * 3, blade % 2 == 0 ? 0x5F8A3Eu : 0x7BA24Au, 2.6f);
    }

    public static void Trunk(Brush brush)
    {
        using var trunk = Outline.Svg("M1006 640C1040 560 1030 420 1040 330C1020 270 960 240 900 214L914 200C980 214 1030 244 1056 276C1064 220 1058 150 1040 60L1078 60C1090 140 1096 220 1098 280C1126 240 1180 220 1240 206L1248 222C1190 244 1132 290 1112 350C1108 450 1122 560 1172 636C1120 620 1060 620 1006 640Z");
        brush.Shade(trunk, 60, 640, 0x6F4E33, 0x8A6340, 0x5F4129);
        foreach (var (x, bow) in ((float, float)[])[(1056, -12), (1074, 4), (1092, 12)])
            brush.Bend(x, 350, x + bow * 0.3f, 470, x + bow * 2.4f, 610, 0x4B321E, 3, 0.55f);
        brush.Oval(1072, 400, 11, 18, 0x4B321E);
        brush.Ring(1072, 400, 15, 23, 0xA57E54, 2.4f, 0.7f);
    }

    private static void Poplar(Brush brush, float x, float y, float size)
    {
        using var scope = brush.At(x, y, 0, size, size);
        brush.Line(0, 0, 0, -20, 0x6E5334, 3.4f);
        brush.Oval(0, -52, 11, 40, 0x7C9A4C);
        brush.Oval(-3, -58, 6, 28, 0x96B25C, 0.8f);
    }

    private static void Fence(Brush brush)
    {
        for (var x = 372f; x < 1330; x += 46)
        {
            using var stake = Outline.Corners(x, 470, x, 408, x + 6, 399, x + 12, 408, x + 12, 470);
            brush.Fill(stake, 0xA9804F);
            brush.Line(x + 3, 412, x + 3, 466, 0xCDA671, 2, 0.8f);
        }

        brush.Line(366, 424, 1330, 424, 0x8F693D, 6);
        brush.Line(366, 450, 1330, 450, 0x8F693D, 6);
    }
}
