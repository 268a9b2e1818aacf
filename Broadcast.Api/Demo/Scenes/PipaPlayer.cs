using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A woman who sits by a lamp and plays the pipa.</summary>
internal static class PipaPlayer
{
    private static readonly SKPath Robe = Outline.Svg("M-42 0C-44 -34 -34 -58 -18 -64L20 -64C42 -56 66 -34 72 0C40 10 -20 10 -42 0Z");
    private static readonly SKPath Torso = Outline.Svg("M-20 0C-24 -24 -22 -52 -12 -62C-4 -68 12 -68 19 -60C28 -48 26 -20 24 0Z");
    private static readonly SKPath Pipa = Outline.Svg("M-16 34C-26 18 -20 -4 -6 -24L-4 -74L5 -74L7 -24C20 -4 26 18 16 34C8 44 -8 44 -16 34Z");

    public static void Draw(Brush brush, LoopTime at, float x, float y, Sprite glow)
    {
        glow.Draw(brush, x + 104, y - 34, 0, 1, 1, 0.8f + 0.12f * at.Wave(5, 0.3));
        using var scope = brush.At(x, y, 0, 1.05f, 1.05f);
        brush.Oval(10, 4, 84, 10, 0x0E1513, 0.4f);
        brush.Box(92, -44, 22, 30, 0xFFD98A, 1, 4);
        brush.Box(88, -50, 30, 7, 0x3A2415, 1, 2);
        brush.Box(88, -14, 30, 18, 0x3A2415, 1, 2);
        brush.Fill(Robe, 0x8E2D46);
        brush.Bend(-30, -20, 10, 0, 60, -14, 0xE596A6, 2.4f, 0.6f);
        brush.Bend(-36, -4, 10, 8, 68, -2, 0xF7D488, 3);
        var lean = 2.5f * at.Wave(4);
        using var waist = brush.At(0, -56, lean);
        brush.Fill(Torso, 0xB8455C);
        brush.Bend(-4, -64, 4, -50, -2, -34, 0xF7D488, 2.6f);
        using (brush.At(2, -70, lean * 1.4f + 4))
        {
            brush.Box(-4, -6, 9, 14, 0xEBC2A0);
            brush.Oval(-2, -24, 18, 20, 0x1E1520);
            brush.Oval(4, -20, 12.5f, 15, 0xF0CBAA);
            brush.Bend(-9, -32, 4, -42, 16, -28, 0x1E1520, 7);
            brush.Dot(-6, -44, 9, 0x1E1520);
            brush.Dot(-14, -40, 4, 0xC9302A);
            brush.Bend(6, -20, 8, -18, 10, -20, 0x3A2415, 1.4f);
            brush.Dot(8, -13, 2, 0xC9302A, 0.8f);
        }

        using (brush.At(14, -26, 20))
        {
            brush.Fill(Pipa, 0xA9682E);
            brush.Line(Pipa, 0x5F3418, 2);
            for (var i = -1; i <= 1; i++)
                brush.Line(i * 3, 30, i * 1.4f, -70, 0xF7E3B4, 0.9f, 0.9f);
            brush.Box(-9, 24, 18, 4, 0x5F3418);
        }

        // One hand slides along the neck, the other one plucks.
        var slide = 9 * at.Wave(7, 0.4);
        brush.Bend(20, -50, 50, -40, 36 - slide * 0.3f, -70 + slide, 0xB8455C, 9);
        brush.Dot(36 - slide * 0.3f, -70 + slide, 5, 0xF0CBAA);
        var pluck = 4 * at.Wave(48);
        brush.Bend(-16, -48, -26, -22, 4 + pluck, -12 + pluck * 0.5f, 0xC8566C, 10);
        brush.Dot(7 + pluck, -10 + pluck * 0.5f, 5, 0xF0CBAA);
    }
}
