using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A flat boat between the leaves, from which somebody picks lotus.</summary>
internal static class PunterBoat
{
    private static readonly SKPath Hull = Outline.Svg("M-120 -16C-90 -6 70 -6 118 -20C108 4 84 16 60 18L-70 18C-96 14 -112 0 -120 -16Z");
    private static readonly SKPath Coat = Outline.Svg("M-17 0C-18 -24 -14 -42 -6 -48C4 -52 14 -46 17 -34C20 -20 19 -8 18 0Z");
    private static readonly SKPath Hat = Outline.Svg("M-29 3C-16 -4 -8 -13 0 -21C8 -13 16 -4 29 3C16 9 -16 9 -29 3Z");

    public static void Draw(Brush brush, LoopTime at, float x, float y)
    {
        var rock = at.Wave(5);
        using (brush.At(x, y + 18, 0, 1, -0.4f))
            brush.Fill(Hull, 0x3B5A4E, 0.35f);
        using var scope = brush.At(x, y + rock, rock * 1.2f);
        for (var i = 0; i < 5; i++)
        {
            brush.Bend(40 + i * 11, -8, 44 + i * 12, -26, 52 + i * 13, -30 - i % 2 * 8, 0x2C6B4A, 2.4f);
            brush.Oval(54 + i * 13, -34 - i % 2 * 8, 7, 9, i % 2 == 0 ? 0xE58AA6u : 0x8FB66Au);
        }

        using (brush.At(-18, -8, 6 + 7 * at.Wave(3, 0.1)))
        {
            brush.Fill(Coat, 0x2F4C7E);
            using (brush.At(8, -36, -52 + 24 * at.Wave(3, 0.3)))
            {
                brush.Line(0, 0, 4, 18, 0x2F4C7E, 9);
                brush.Line(4, 18, 18, 26, 0xE5B48C, 6);
            }

            brush.Dot(4, -58, 12, 0xE5B48C);
            brush.Dot(12, -58, 1.5f, 0x2A2019);
            brush.Oval(-4, -58, 8, 10, 0x2A2019);
            using var brim = brush.At(2, -65, 5);
            brush.Fill(Hat, 0xE3BC74);
            brush.Bend(-22, 3, 0, -3, 22, 3, 0xB98A3E, 1.6f);
        }

        brush.Fill(Hull, 0x7A4B2D);
        brush.Bend(-116, -12, 0, 2, 114, -16, 0xA9754A, 4);
        brush.Bend(-96, 4, 0, 12, 92, 2, 0x55331E, 2, 0.7f);
        brush.Bend(-130, 20, 0, 26, 126, 20, 0xF3FAF4, 2, 0.5f + 0.2f * rock);
    }
}
