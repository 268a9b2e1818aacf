using Broadcast.Api.Demo.Drawing;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>What comes on plates: chicken with chillies, beef, goose skin, and eggs.</summary>
internal static class MeatGoods
{
    public static void SpicyChicken(Brush brush)
    {
        Tableware.Plate(brush, 400, 500, 330);
        for (var i = 0; i < 96; i++)
        {
            var level = i / 96f;
            var across = Scatter.Between(31, i, -1, 1) * (1 - level * 0.72f);
            var (x, y) = (400 + across * 216, 560 - level * 210 - 40 * (1 - across * across) + Scatter.Between(32, i, -18, 18));
            using var scope = brush.At(x, y, Scatter.Between(33, i, 0, 360));
            if (i % 5 is 0 or 2)
                Chilli(brush);
            else if (i % 7 == 3)
                brush.Ring(0, 0, 11, 9, 0x6FAF4F, 7);
            else
                Chunk(brush, i);
        }

        for (var i = 0; i < 34; i++)
            brush.Dot(Scatter.Between(34, i, 220, 580), Scatter.Between(35, i, 360, 600), 4.6f, i % 2 == 0 ? 0x7A2A1Eu : 0xFBF0D0u);
        foreach (var (x, y, turn) in ((float, float, float)[])[(150, 690, 20), (640, 700, -30), (700, 640, 60)])
            using (brush.At(x, y, turn, 1.5f, 1.5f))
                Chilli(brush);
    }

    public static void Beef(Brush brush)
    {
        Tableware.Plate(brush, 400, 500, 330);
        using (brush.At(400, 350, -4))
        {
            using var joint = Outline.Svg("M-190 40C-210 -40 -120 -104 0 -100C120 -104 206 -50 192 40C150 84 -150 84 -190 40Z");
            brush.Shade(joint, -100, 80, 0x9A5634, 0x6B321E, 0x4B2114);
            brush.Bend(-130, -40, -40, -86, 80, -70, 0xE4A878, 12, 0.55f);
        }

        for (var row = 0; row < 2; row++)
            for (var i = 0; i < 6 - row; i++)
                using (brush.At(218 + row * 40 + i * 72, 470 + row * 84, -18 + i * 6, 1.12f - row * 0.04f, 1))
                    Slice(brush, i + row * 7);
        for (var i = 0; i < 26; i++)
            brush.Oval(Scatter.Between(41, i, 210, 600), Scatter.Between(42, i, 420, 600), 6, 3.6f, 0xFBF0D0);
        foreach (var (x, y) in ((float, float)[])[(610, 600), (630, 570), (190, 600)])
            Parsley(brush, x, y);
    }

    public static void GooseSkin(Brush brush)
    {
        Tableware.Plate(brush, 400, 500, 330);
        for (var i = 0; i < 44; i++)
        {
            var level = i / 44f;
            var (x, y) = (400 + Scatter.Between(51, i, -1, 1) * 200 * (1 - level * 0.6f), 580 - level * 190);
            using var scope = brush.At(x, y, Scatter.Between(52, i, -40, 40), 1, 1);
            using var curl = Outline.Svg("M-64 6C-50 -30 -10 -34 14 -18C34 -6 54 -8 66 -22C64 10 40 24 12 14C-14 4 -42 8 -64 6Z");
            brush.Fill(curl, i % 3 == 0 ? 0xC9812Eu : i % 3 == 1 ? 0xDD9A40u : 0xB56A22u);
            brush.Bend(-56, 0, -22, -30, 12, -12, 0xF7D590, 7, 0.75f);
            brush.Bend(14, -12, 40, 2, 60, -14, 0xF7D590, 5, 0.55f);
            brush.Dot(-20, -8, 3, 0x8A4A14, 0.6f);
            brush.Dot(24, 2, 3, 0x8A4A14, 0.6f);
        }

        for (var i = 0; i < 15; i++)
            brush.Ring(Scatter.Between(53, i, 240, 560), Scatter.Between(54, i, 400, 590), 9, 7, 0x6FAF4F, 5);
        Tableware.Bowl(brush, 640, 640, 84, 0xF7F3E8, 0xC9BFAE, 0xA3321F);
        Parsley(brush, 190, 610);
    }

    public static void DuckEggs(Brush brush)
    {
        using (brush.At(400, 440, 0, 3.1f, 3.1f))
            Nest(brush);
        foreach (var (x, y, turn) in ((float, float, float)[])[(256, 400, -20), (400, 360, 0), (546, 400, 18), (330, 470, -8), (474, 470, 10)])
            Egg(brush, x, y, turn);
        for (var i = 0; i < 22; i++)
            brush.Bend(150 + i * 24, 560 + i % 3 * 8, 180 + i * 23, 500 + i % 4 * 16, 214 + i * 22, 556 + i % 5 * 7, i % 2 == 0 ? 0xEBCB76u : 0xC99E40u, 7);
        HalfEgg(brush, 250, 680);
        HalfEgg(brush, 410, 706);
        for (var i = 0; i < 60; i++)
            using (brush.At(Scatter.Between(61, i, 500, 720), Scatter.Between(62, i, 640, 740), Scatter.Between(63, i, 0, 180)))
                brush.Oval(0, 0, 8, 4.6f, i % 3 == 0 ? 0x3A2E26u : 0xF1E2BCu);
    }

    private static void Chunk(Brush brush, int seed)
    {
        using var chunk = Outline.Svg("M-34 -8C-30 -30 -4 -32 14 -26C36 -22 40 2 28 18C12 32 -20 30 -30 16C-38 8 -38 0 -34 -8Z");
        brush.Fill(chunk, seed % 3 == 0 ? 0x9A5220u : seed % 3 == 1 ? 0xB96A2Au : 0xA55C22u);
        brush.Bend(-20, -14, 0, -26, 18, -12, 0xEBB060, 7, 0.75f);
        brush.Dot(8, 8, 5, 0x6B3414, 0.6f);
    }

    private static void Chilli(Brush brush)
    {
        using var pod = Outline.Svg("M-44 8C-24 -16 16 -18 40 -4C46 0 44 8 38 8C14 2 -14 8 -34 18C-44 22 -50 16 -44 8Z");
        brush.Fill(pod, 0xC9241C);
        brush.Bend(-34, 8, -4, -10, 28, -3, 0xF2725A, 4, 0.8f);
        brush.Line(40, 0, 52, -8, 0x4F7A34, 6);
    }

    private static void Slice(Brush brush, int seed)
    {
        using var slice = Outline.Svg("M-70 0C-72 -46 -34 -70 4 -68C46 -66 72 -38 70 2C66 44 34 62 0 62C-40 62 -68 38 -70 0Z");
        using (brush.At(5, 9))
            brush.Fill(slice, 0x3A1A10, 0.45f);
        brush.Fill(slice, 0x6B2F1C);
        using var inner = brush.At(0, -1, 0, 0.86f, 0.86f);
        brush.Shade(slice, -68, 62, 0xB9694C, 0x99503A);
        for (var i = 0; i < 5; i++)
            brush.Bend(-50 + i * 6, -34 + i * 18, Scatter.Between(71, seed * 5 + i, -20, 20), -46 + i * 20, 48 - i * 4, -32 + i * 17, 0xE9C2A8, 4, 0.7f);
        brush.Oval(Scatter.Between(72, seed, -18, 18), 0, 16, 9, 0xE9C9B0, 0.6f);
    }

    private static void Parsley(Brush brush, float x, float y)
    {
        brush.Bend(x, y + 50, x + 4, y + 20, x, y, 0x3F7A3A, 5);
        for (var i = 0; i < 7; i++)
            brush.Dot(x + 26 * MathF.Cos(i * 0.9f), y - 6 + 20 * MathF.Sin(i * 0.9f), 14, i % 2 == 0 ? 0x4F9A45u : 0x6BB558u);
        brush.Dot(x, y - 8, 13, 0x7DC667);
    }

    private static void Nest(Brush brush)
    {
        brush.Oval(0, 62, 100, 12, 0x3A2415, 0.25f);
        using var body = Outline.Svg("M-100 0C-98 44 -74 64 -50 68H50C74 64 98 44 100 0Z");
        brush.Shade(body, 0, 68, 0xC99E50, 0x8A5A1E);
        for (var i = 0; i < 40; i++)
            brush.Bend(-96 + i * 4.7f, 10 + i % 5 * 9, -84 + i * 4.4f, 24 + i % 4 * 8, -74 + i * 4.4f, 12 + i % 6 * 8, i % 2 == 0 ? 0xE9C878u : 0x7A4E16u, 1.8f, 0.75f);
        brush.Oval(0, 0, 100, 32, 0xB98A3E);
        brush.Oval(0, 3, 88, 26, 0x5F3F12);
    }

    private static void Egg(Brush brush, float x, float y, float turn)
    {
        using var scope = brush.At(x, y, turn);
        using var egg = Outline.Svg("M0 -106C42 -106 74 -40 74 14C74 66 42 92 0 92C-42 92 -74 66 -74 14C-74 -40 -42 -106 0 -106Z");
        brush.Shade(egg, -106, 92, 0xE6F0E6, 0xCFE2D8, 0x9FBFB2);
        brush.Oval(-24, -40, 18, 32, 0xFFFFFF, 0.65f);
        for (var i = 0; i < 26; i++)
            brush.Oval(Scatter.Between(81, i, -52, 52), Scatter.Between(82, i, -70, 70), 2.6f + 2 * Scatter.At(83, i), 2.2f, 0x5F6F66, 0.55f);
    }

    private static void HalfEgg(Brush brush, float x, float y)
    {
        using var scope = brush.At(x, y);
        Tableware.Shadow(brush, 0, 30, 86, 22);
        brush.Oval(0, 6, 88, 52, 0xB9CFC4);
        brush.Oval(0, 0, 84, 48, 0xFFFEFA);
        brush.Oval(4, 2, 46, 28, 0xE5731A);
        brush.Oval(2, 0, 40, 23, 0xF5921E);
        brush.Oval(-8, -6, 14, 7, 0xFFD08A, 0.9f);
    }
}
