using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A woman with a straw hat and a basket on her back, who bends to the roses and lays them into it.</summary>
internal static class Picker
{
    private static readonly SKPath Skirt = Outline.Svg("M-17 0C-16 -30 -12 -44 -9 -52L9 -52C12 -44 17 -30 19 0C8 4 -8 4 -17 0Z");
    private static readonly SKPath Torso = Outline.Svg("M-11 0C-13 -14 -12 -28 -8 -34C-3 -38 5 -38 9 -34C13 -28 12 -14 11 0Z");
    private static readonly SKPath Pannier = Outline.Svg("M-16 -14L16 -14L11 22C4 25 -4 25 -11 22Z");
    private static readonly SKPath Hat = Outline.Svg("M-25 2C-14 -4 -7 -12 0 -19C7 -12 14 -4 25 2C14 7 -14 7 -25 2Z");

    /// <param name="brush">Where to draw her.</param>
    /// <param name="at">When.</param>
    /// <param name="x">Her feet.</param>
    /// <param name="y">Her feet.</param>
    /// <param name="size">1 is 120 high.</param>
    /// <param name="phase">How far ahead of the others she is.</param>
    /// <param name="dress">The colour of her jacket.</param>
    public static void Draw(Brush brush, LoopTime at, float x, float y, float size, double phase, uint dress)
    {
        // Four roses in each loop: down to the bush, and up again.
        var bow = 0.5f - 0.5f * at.Wave(3, phase + 0.25);
        var reach = MathF.Max(0, at.Wave(6, phase));
        using var scope = brush.At(x, y, 0, size, size);
        brush.Oval(0, 3, 30, 7, 0x2A2019, 0.22f);
        brush.Fill(Skirt, 0x2A2F4A);
        brush.Line(-15, -10, 17, -10, 0xE27896, 3);
        brush.Line(-14, -17, 15, -17, 0xF7D488, 2);
        using var waist = brush.At(0, -48, 8 + bow * 34);
        using (brush.At(-17, -22, -6))
        {
            brush.Oval(0, -14, 16, 6, 0x8A5A00);
            for (var i = 0; i < 6; i++)
                brush.Dot(-12 + i * 5, -15 - 3 * (i % 2), 4.4f, i % 2 == 0 ? 0xD0507Au : 0xE890A6u);
            brush.Fill(Pannier, 0xC79A55);
            for (var i = 0; i < 3; i++)
                brush.Line(-15 + i, -7 + i * 10, 15 - i, -7 + i * 10, 0x8A5A00, 1.6f, 0.7f);
        }

        brush.Fill(Torso, dress);
        brush.Line(-10, -4, 10, -4, 0xF7D488, 3);
        // The near arm: hanging into the roses, then over the shoulder to the basket.
        using (brush.At(6, -30, -64 - bow * 20 + reach * 46))
        {
            brush.Line(0, 0, 4, 17, dress, 8.5f);
            brush.Line(4, 17, 15, 27, 0xE5B48C, 6);
            brush.Dot(18, 29, 4.6f, 0xD0507A);
        }

        using var neck = brush.At(3, -38, -8 + bow * 6 + 3 * at.Wave(3, phase));
        brush.Dot(2, -9, 10.5f, 0xE5B48C);
        brush.Dot(9, -6, 2.4f, 0xE88C7A, 0.7f);
        brush.Dot(8, -10, 1.3f, 0x2A2019);
        brush.Oval(-5, -10, 7, 9, 0x2A2019);
        using var brim = brush.At(1, -15, 6);
        brush.Fill(Hat, 0xE3BC74);
        brush.Bend(-20, 2, 0, -3, 20, 2, 0xB98A3E, 1.6f);
        brush.Bend(-10, -6, 0, -9, 10, -6, 0xB98A3E, 1.4f);
    }
}
