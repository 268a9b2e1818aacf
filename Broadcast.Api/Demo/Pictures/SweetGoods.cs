using Broadcast.Api.Demo.Drawing;
using Broadcast.Api.Demo.Scenes;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>Cake, sauce and honey.</summary>
internal static class SweetGoods
{
    public static void FlowerCake(Brush brush)
    {
        Tableware.Plate(brush, 400, 520, 320);
        Cake(brush, 300, 480);
        Cake(brush, 500, 500);
        Cake(brush, 404, 390);
        CutCake(brush, 330, 600);
        using (brush.At(566, 620, 12, 2.1f, 1.9f))
            Rose.Bloom(brush);
        using (brush.At(640, 560, 70, 2.2f, 2.2f))
        using (var leaf = Outline.Petal(34, 16))
            brush.Fill(leaf, 0x2F6B4F);
        for (var i = 0; i < 5; i++)
            using (brush.At(180 + i * 24, 596 + i % 2 * 22 + i * 6, i * 55, 1.6f, 1.6f))
            using (var petal = Outline.Petal(16, 15))
                brush.Fill(petal, i % 2 == 0 ? 0xD0507Au : 0xE890A6u);
    }

    public static void RoseSauce(Brush brush)
    {
        using (brush.At(390, 410))
        {
            Tableware.Jar(brush, 0xC64A6E, 0x9C1F47, 0x6B1130, 0xD0507A);
            using (brush.At(0, 26, 0, 1.75f, 1.75f))
                Rose.Bloom(brush);
        }

        Tableware.Spoon(brush, 570, 676, -14, 0xD9AE68, 0xA82450);
        brush.Oval(556, 664, 22, 9, 0xE27896, 0.7f);
        foreach (var (x, y, size) in ((float, float, float)[])[(160, 640, 2.5f), (252, 690, 1.7f)])
            using (brush.At(x, y, 30, size, size))
                Rose.Bloom(brush, -1);
        using (brush.At(96, 690, -60, 2.2f, 2.2f))
        using (var leaf = Outline.Petal(34, 16))
            brush.Fill(leaf, 0x3F7A52);
    }

    public static void TreeHoney(Brush brush)
    {
        using (brush.At(350, 410))
        {
            Tableware.Jar(brush, 0xFFD36B, 0xF2A51E, 0xB9700E, 0xA62B24);
            foreach (var (x, y) in ((float, float)[])[(-44, 0), (0, 0), (44, 0), (-22, 38), (22, 38)])
            {
                using var six = HoneyJar.Hexagon(x, y, 24);
                brush.Fill(six, 0xF2A51E);
                brush.Line(six, 0x8A5A00, 4);
            }

            using (brush.At(66, 62, -14, 2.1f, 2.1f))
            {
                using (brush.At(-1, -5, -30))
                    brush.Oval(0, -9, 5, 9.5f, 0xDDE6EA);
                Bee.Draw(brush);
            }
        }

        Comb(brush, 560, 640);
        Dipper(brush);
    }

    private static void Cake(Brush brush, float x, float y)
    {
        using var scope = brush.At(x, y);
        brush.Oval(0, 48, 126, 54, 0x8A5A00, 0.3f);
        brush.Oval(0, 40, 124, 56, 0xC98F45);
        brush.Box(-124, 0, 248, 40, 0xDDA85C);
        for (var i = 0; i < 4; i++)
            brush.Bend(-124 + i * 2, 8 + i * 10, 0, 66 + i * 9, 124 - i * 2, 8 + i * 10, 0xF3D9A0, 3, 0.6f);
        brush.Oval(0, 0, 124, 56, 0xF3D9A0);
        brush.Oval(0, -4, 112, 48, 0xFAEBC6);
        using var stamp = brush.At(0, -4, 0, 1, 0.44f);
        brush.Ring(0, 0, 62, 62, 0xC9302A, 7);
        for (var i = 0; i < 6; i++)
            using (brush.At(0, 0, i * 60))
                brush.Oval(0, -30, 15, 21, 0xC9302A, 0.9f);
        brush.Dot(0, 0, 14, 0xFAEBC6);
        brush.Dot(0, 0, 8, 0xC9302A);
    }

    /// <summary>Half a cake, whose cut shows the petals inside.</summary>
    private static void CutCake(Brush brush, float x, float y)
    {
        using var scope = brush.At(x, y);
        using var top = Outline.Svg("M-124 0C-124 -36 -66 -60 0 -60C66 -60 124 -36 124 0Z");
        using var cut = Outline.Svg("M-124 0H124V34C124 52 110 60 96 60H-96C-110 60 -124 52 -124 34Z");
        using var filling = Outline.Svg("M-104 16C-60 8 60 8 104 16C112 26 110 40 100 46C60 50 -60 50 -100 46C-110 40 -112 26 -104 16Z");
        brush.Oval(0, 62, 128, 14, 0x8A5A00, 0.3f);
        brush.Fill(top, 0xF7E2B0);
        brush.Fill(cut, 0xEAC684);
        brush.Line(-120, 5, 120, 5, 0xFBF0D0, 4);
        brush.Line(-112, 56, 112, 56, 0xC98F45, 4);
        brush.Fill(filling, 0xB3295A);
        for (var i = 0; i < 26; i++)
            brush.Bend(-100 + i * 8, 22 + i % 3 * 8, -94 + i * 8, 15 + i % 4 * 8, -86 + i * 8, 25 + i % 3 * 7, i % 2 == 0 ? 0xE27896u : 0x7E143Bu, 5, 0.85f);
    }

    private static void Comb(Brush brush, float x, float y)
    {
        using var scope = brush.At(x, y, -6);
        Tableware.Shadow(brush, 0, 62, 150, 24);
        brush.Box(-136, -70, 272, 136, 0xC87A10, 1, 18);
        brush.Box(-136, -78, 272, 128, 0xF2B134, 1, 18);
        for (var row = 0; row < 4; row++)
            for (var cell = 0; cell < 7; cell++)
            {
                using var six = HoneyJar.Hexagon(-116 + cell * 36 + row % 2 * 18, -58 + row * 31, 19);
                brush.Fill(six, (cell + row) % 3 == 0 ? 0xFFD36Bu : 0xE8981Cu);
                brush.Line(six, 0xA5660C, 4);
            }
    }

    private static void Dipper(Brush brush)
    {
        brush.Line(738, 250, 640, 420, 0xB98A3E, 16);
        using var scope = brush.At(622, 452, 30);
        for (var i = -2; i <= 2; i++)
            brush.Oval(0, i * 20, 44 - MathF.Abs(i) * 7, 11, i % 2 == 0 ? 0xC99A4Cu : 0xB07E30u);
        brush.Bend(-30, 6, 0, 40, 30, 6, 0xFFC545, 20, 0.9f);
        using var upright = brush.At(0, 0, -30);
        brush.Bend(-12, 40, -16, 80, -12, 122, 0xF7B32B, 13);
        brush.Dot(-12, 124, 12, 0xF7B32B);
    }
}
