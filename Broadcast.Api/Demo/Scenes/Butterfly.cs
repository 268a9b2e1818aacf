using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A butterfly on a winding way around a place.</summary>
internal static class Butterfly
{
    private static readonly SKPath Wing = Outline.Svg("M0 0C6 -16 22 -18 20 -6C19 0 10 2 0 0C10 0 16 6 12 12C8 16 2 8 0 0Z");

    public static void Draw(Brush brush, LoopTime at, float x, float y, double phase, uint color)
    {
        var flap = 0.35f + 0.65f * MathF.Abs(at.Wave(36, phase));
        var left = x + 120 * at.Wave(1, phase) + 40 * at.Wave(3, phase * 3);
        var top = y + 50 * at.Wave(2, phase + 0.1) + 14 * at.Wave(7, phase);
        using var scope = brush.At(left, top, 18 * at.Wave(1, phase + 0.25), 0.95f, 0.95f);
        foreach (var side in (float[])[-1, 1])
        {
            using var wing = brush.At(0, 0, 0, side * flap);
            brush.Fill(Wing, color);
            brush.Dot(13, -8, 3, 0x2A2019, 0.35f);
        }

        brush.Line(0, -7, 0, 8, 0x2A2019, 2.6f);
    }
}
