using Broadcast.Api.Demo.Drawing;
using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>What comes in bowls: noodles, soup, tea and rice.</summary>
internal static class BowlGoods
{
    public static void RiceNoodles(Brush brush)
    {
        Tableware.Bowl(brush, 400, 420, 300, 0xF7F3E8, 0xC9BFAE, 0xE9B95A);
        using (brush.At(400, 420, 0, 1, 0.4f))
            for (var i = 0; i < 20; i++)
            {
                brush.Ring(-40 + 60 * MathF.Sin(i * 1.7f), 40 * MathF.Cos(i * 2.3f), 70 + i * 6 % 90, 70 + i * 7 % 80, 0xFFFDF3, 12);
                brush.Ring(-40 + 60 * MathF.Sin(i * 1.7f), 40 * MathF.Cos(i * 2.3f), 64 + i * 6 % 90, 64 + i * 7 % 80, 0xDDCFA8, 2, 0.6f);
            }

        for (var i = 0; i < 4; i++)
            using (brush.At(520 + i * 24, 396 + i * 16, -20 + i * 12))
            {
                brush.Oval(0, 0, 52, 26, 0xD9707A);
                brush.Oval(0, 0, 42, 19, 0xF0A3A4);
            }

        brush.Oval(258, 438, 60, 32, 0xFFFEFA);
        brush.Oval(258, 434, 28, 17, 0xF5A623);
        brush.Oval(252, 429, 9, 5, 0xFFE3A0);
        for (var i = 0; i < 16; i++)
        {
            var (x, y) = (Scatter.Between(1, i, 240, 560), Scatter.Between(2, i, 366, 488));
            brush.Ring(x, y, 11, 7, i % 2 == 0 ? 0x4F9A4Au : 0x7DBB5Fu, 5);
        }

        for (var i = 0; i < 9; i++)
            brush.Oval(Scatter.Between(3, i, 230, 570), Scatter.Between(4, i, 370, 490), 9, 5, 0xC9302A, 0.9f);
        for (var i = 0; i < 7; i++)
            brush.Bend(392 + i * 9, 420, 384 + i * 10 + 8 * MathF.Sin(i), 300, 404 + i * 7, 196, 0xFFFDF3, 9);
        for (var i = 0; i < 7; i++)
            brush.Bend(396 + i * 9, 420, 388 + i * 10 + 8 * MathF.Sin(i), 300, 408 + i * 7, 196, 0xDDCFA8, 2, 0.7f);
        Tableware.Chopsticks(brush, 382, 196, -14);
        Steam(brush, 250, 330);
        Steam(brush, 560, 320);
    }

    public static void LotusSeedSoup(Brush brush)
    {
        using (brush.At(626, 250, 10, 2.3f, 2.3f))
            Lotus.Flower(brush);
        using (brush.At(196, 260, -16, 2, 2))
            Lotus.Pod(brush);
        Tableware.Bowl(brush, 400, 430, 270, 0xBFDCC8, 0x86B59B, 0xF3E7C4);
        for (var i = 0; i < 23; i++)
        {
            var (x, y) = (400 + 190 * Scatter.Between(11, i, -1, 1) * (1 - 0.3f * (i % 2)), 438 + 62 * Scatter.Between(12, i, -1, 1));
            if (MathF.Pow((x - 400) / 215, 2) + MathF.Pow((y - 438) / 76, 2) > 1)
                continue;
            brush.Oval(x + 2, y + 6, 29, 22, 0xC9B27C, 0.6f);
            brush.Oval(x, y, 29, 23, 0xFFFCEF);
            brush.Bend(x - 4, y - 20, x + 3, y - 12, x, y - 6, 0xD9C48E, 4);
            brush.Oval(x - 10, y - 8, 8, 5, 0xFFFFFF, 0.9f);
        }

        foreach (var (x, y) in ((float, float)[])[(310, 456), (470, 478), (400, 400), (520, 424), (268, 416)])
        {
            brush.Oval(x, y, 22, 14, 0xB3241F);
            brush.Oval(x - 6, y - 4, 7, 4, 0xE4695A, 0.8f);
        }

        Tableware.Spoon(brush, 560, 640, 10, 0xF4F7F1, 0xF3E7C4);
        brush.Oval(552, 634, 25, 19, 0xFFFCEF);
        brush.Bend(549, 618, 555, 624, 552, 630, 0xD9C48E, 4);
        Steam(brush, 400, 340);
    }

    public static void ChrysanthemumTea(Brush brush)
    {
        Tableware.Shadow(brush, 400, 640, 210, 34);
        using (var glass = Outline.Svg("M196 250L232 610C236 640 264 650 300 650H500C536 650 564 640 568 610L604 250Z"))
        {
            brush.Fill(glass, 0xFFFFFF, 0.55f);
            brush.Line(glass, 0xC9D6D3, 5);
        }

        using (var tea = Outline.Svg("M206 330L234 604C238 630 266 640 300 640H500C534 640 562 630 566 604L594 330Z"))
            brush.Shade(tea, 330, 640, 0xF7E08A, 0xF0C95A, 0xE3AE3E);
        brush.Oval(400, 330, 194, 38, 0xFBEBAA);
        brush.Ring(400, 252, 204, 40, 0xD5DFDC, 6);
        foreach (var (x, y, size, squeeze) in ((float, float, float, float)[])[(320, 340, 1.1f, 0.62f), (480, 346, 1, 0.6f), (402, 318, 0.8f, 0.5f), (350, 480, 0.9f, 0.9f), (470, 540, 0.8f, 0.85f)])
            Chrysanthemum(brush, x, y, size, size * squeeze, y > 400 ? 0.75f : 1);
        foreach (var i in (int[])[0, 1, 2])
            brush.Oval(300 + i * 90, 600 - i % 2 * 22, 13, 8, 0xB3241F);
        brush.Line(230, 290, 258, 590, 0xFFFFFF, 12, 0.55f);
        Chrysanthemum(brush, 150, 650, 1.15f, 0.9f, 1);
        Chrysanthemum(brush, 660, 666, 1.3f, 1.05f, 1);
        Chrysanthemum(brush, 240, 712, 0.8f, 0.6f, 1);
        Steam(brush, 400, 240);
    }

    public static void FiveColouredRice(Brush brush)
    {
        Tableware.Shadow(brush, 400, 590, 300, 70);
        brush.Oval(400, 510, 310, 176, 0x8A5A00);
        brush.Box(90, 420, 620, 90, 0xB98A3E);
        for (var i = 0; i < 32; i++)
            brush.Line(96 + i * 20, 440 + 120 * MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow((i - 15.5f) / 16f, 2))), 96 + i * 20, 500 + 120 * MathF.Sqrt(MathF.Max(0, 1 - MathF.Pow((i - 15.5f) / 16f, 2))), 0x6E470C, 3, 0.5f);
        brush.Oval(400, 420, 310, 176, 0xD9AE68);
        brush.Oval(400, 424, 284, 156, 0x8A5A00);
        brush.Oval(400, 428, 276, 150, 0x3F7A52);
        (uint Color, uint Shade)[] colors = [(0xFFFCF2, 0xD9D1BC), (0xF4C430, 0xC9941B), (0xC23E58, 0x8E2340), (0x3B2A3A, 0x1E1420), (0x6B4A9A, 0x46306E)];
        for (var heap = 0; heap < 5; heap++)
            for (var i = 0; i < 230; i++)
            {
                var (far, turn) = (MathF.Sqrt(Scatter.At(21, heap * 300 + i)), Scatter.At(22, heap * 300 + i) * MathF.Tau);
                var angle = heap * 72 - 90;
                var (middleX, middleY) = (150 * MathF.Cos(angle * MathF.PI / 180), 150 * MathF.Sin(angle * MathF.PI / 180));
                var (x, y) = (middleX + 84 * far * MathF.Cos(turn), middleY + 84 * far * MathF.Sin(turn));
                var lift = 34 * (1 - far * far);
                using var scope = brush.At(400 + x * 1.14f, 424 + y * 0.6f - lift, Scatter.Between(23, i, 0, 180));
                brush.Oval(1, 3, 12, 6, colors[heap].Shade);
                brush.Oval(0, 0, 11.5f, 5.4f, colors[heap].Color);
                brush.Oval(-3, -1.6f, 4, 1.4f, 0xFFFFFF, 0.4f);
            }

        Steam(brush, 320, 300);
        Steam(brush, 500, 290);
    }

    private static void Chrysanthemum(Brush brush, float x, float y, float sizeX, float sizeY, float alpha)
    {
        using var scope = brush.At(x, y, 0, sizeX, sizeY);
        for (var ring = 0; ring < 3; ring++)
            for (var i = 0; i < 18; i++)
                using (brush.At(0, 0, i * 20 + ring * 10))
                    brush.Oval(0, -54 + ring * 13, 7.6f, 22 - ring * 3, ring == 0 ? 0xECE6D2u : ring == 1 ? 0xF8F4E6u : 0xFFFEF8u, alpha);
        brush.Dot(0, 0, 21, 0xE0A21C, alpha);
        for (var i = 0; i < 14; i++)
            brush.Dot(14 * MathF.Cos(i * 2.4f) * (i / 14f), 14 * MathF.Sin(i * 2.4f) * (i / 14f), 3.4f, 0xF7CE5A, alpha);
    }

    private static void Steam(Brush brush, float x, float y)
    {
        for (var i = -1; i <= 1; i++)
        {
            using var wisp = Outline.Svg(FormattableString.Invariant($"M{x + i * 34} {y}C{x + i * 34 - 30} {y - 40} {x + i * 34 + 34} {y - 70} {x + i * 34} {y - 118}"));
            brush.Line(wisp, 0xFFFFFF, 13, 0.55f);
        }
    }
}
