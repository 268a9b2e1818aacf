using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>What stands still around the lotus pond: a water town on the far shore, its bridge, and the water itself.</summary>
internal static class LotusPondLand
{
    public static void Sky(Brush brush)
    {
        brush.Shade(new SKRect(0, 0, 1280, 330), 0xBFDDD6, 0xDDECE0, 0xF6EFDC);
        brush.Glow(300, 130, 260, 0xFFF4CF, 0.9f);
        foreach (var (x, y, size) in ((float, float, float)[])[(560, 70, 1.2f), (940, 104, 0.9f), (130, 60, 0.8f)])
            RoseFieldLand.Cloud(brush, x, y, size);
    }

    public static void Hills(Brush brush)
    {
        using var far = Outline.Hills(-30, 1310, 250, 76, 330, 5, 560);
        using var near = Outline.Hills(-30, 1310, 286, 54, 330, 9, 420);
        brush.Shade(far, 180, 320, 0x9DBFBD, 0xD5E3D6);
        brush.Shade(near, 230, 330, 0x79A89A, 0xBAD3BF);
    }

    public static void Town(Brush brush)
    {
        for (var i = 0; i < 22; i++)
            brush.Dot(Scatter.Between(3, i, -30, 1310), Scatter.Between(4, i, 290, 312), Scatter.Between(5, i, 14, 28), i % 3 == 0 ? 0x6FA178u : 0x558C68u);
        foreach (var (x, width, height) in ((float, float, float)[])[
            (40, 92, 46), (128, 70, 62), (206, 110, 42), (320, 80, 56), (842, 88, 48), (930, 118, 60), (1046, 76, 44), (1126, 96, 58)])
            WhiteHouse(brush, x, 326, width, height);
        Bridge(brush, 610, 330);
    }

    public static void Water(Brush brush)
    {
        brush.Shade(new SKRect(-40, 324, 1320, 730), 0xCFE5D8, 0x93C4B6, 0x5E9F92, 0x3F8278);
        // The town and its bridge, upside down.
        using (brush.At(0, 652, 0, 1, -1))
        {
            foreach (var (x, width) in ((float, float)[])[(40, 92), (128, 70), (206, 110), (320, 80), (842, 88), (930, 118), (1046, 76), (1126, 96)])
                brush.Box(x, 286, width, 36, 0xFFFDF8, 0.34f);
            using var arch = Outline.Svg("M430 326C500 326 540 262 610 262C680 262 720 326 790 326L742 326C726 286 680 276 610 276C540 276 494 286 478 326Z");
            brush.Fill(arch, 0xE9E6D8, 0.42f);
        }

        for (var i = 0; i < 60; i++)
        {
            var y = 336 + 380 * MathF.Pow(Scatter.At(12, i), 1.4f);
            var length = 20 + (y - 330) * 0.3f;
            var x = Scatter.Between(13, i, -40, 1300);
            brush.Line(x, y, x + length, y, 0xF3FAF4, 1.2f + (y - 330) / 220, 0.2f);
        }
    }

    private static void WhiteHouse(Brush brush, float x, float y, float width, float height)
    {
        brush.Box(x, y - height, width, height, 0xFBF7EC);
        brush.Box(x, y - 8, width, 8, 0xC9C6B6);
        using var roof = Outline.Corners(x - 9, y - height + 3, x + 7, y - height - 17, x + width - 7, y - height - 17, x + width + 9, y - height + 3);
        brush.Fill(roof, 0x4A4E50);
        brush.Line(x + 4, y - height - 18, x + width - 4, y - height - 18, 0x33383A, 4);
        for (var at = x + 14; at < x + width - 16; at += 24)
            brush.Box(at, y - height * 0.62f, 11, 14, 0x6B5B4B);
        brush.Dot(x + width - 12, y - height + 16, 5, 0xC93429);
        brush.Line(x + width - 12, y - height + 6, x + width - 12, y - height + 11, 0x6B5B4B, 1.4f);
    }

    private static void Bridge(Brush brush, float x, float y)
    {
        using var scope = brush.At(x, y);
        using var stone = Outline.Svg("M-186 0C-120 -4 -70 -74 0 -76C70 -74 120 -4 186 0L92 0C84 -40 44 -58 0 -58C-44 -58 -84 -40 -92 0Z");
        brush.Shade(stone, -76, 0, 0xE4DFCF, 0xB7B4A2);
        for (var i = 0; i < 9; i++)
        {
            var turn = MathF.PI * (i + 0.5f) / 9;
            brush.Line(-92 * MathF.Cos(turn), -58 * MathF.Sin(turn), -100 * MathF.Cos(turn), -66 * MathF.Sin(turn), 0x8B8877, 1.6f);
        }

        using var rail = Outline.Svg("M-150 -18C-100 -38 -60 -88 0 -90C60 -88 100 -38 150 -18");
        brush.Line(rail, 0x9D9A88, 3.4f);
        foreach (var post in (float[])[-110, -72, -36, 0, 36, 72, 110])
            brush.Line(post, -74 + MathF.Abs(post) * 0.36f, post, -89 + MathF.Abs(post) * 0.4f, 0x9D9A88, 3);
    }
}
