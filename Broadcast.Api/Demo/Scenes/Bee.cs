using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A bee that looks to the right, 28 long.</summary>
internal static class Bee
{
    public static void Draw(Brush brush)
    {
        using var body = Outline.Svg("M-13 0C-12 -9 8 -9 10 0C8 9 -12 9 -13 0Z");
        brush.Fill(body, 0xF2B134);
        using (new SKAutoCanvasRestore(brush.Canvas))
        {
            brush.Canvas.ClipPath(body, antialias: true);
            foreach (var x in (float[])[-9.5f, -3.5f, 2.5f])
                brush.Line(x, -9, x, 9, 0x3A2415, 2.8f);
        }

        brush.Dot(10, -1, 4.6f, 0x3A2415);
        brush.Dot(11.6f, -2, 1.2f, 0xFFFDF8);
        brush.Bend(12, -5, 14, -8, 15, -9, 0x3A2415, 1);
    }

    public static void Wings(Brush brush, LoopTime at, double phase)
    {
        var flap = at.Wave(147, phase);
        using (brush.At(-1, -5, -24 + 16 * flap))
            brush.Oval(0, -9, 5, 9.5f, 0xFFFDF8, 0.7f);
        using (brush.At(-3, -5, -58 - 12 * flap))
            brush.Oval(0, -8, 4.4f, 8.5f, 0xE7EFF2, 0.55f);
    }
}
