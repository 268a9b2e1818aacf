using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A red lantern with a tassel, which hangs from the origin.</summary>
internal static class Lantern
{
    public static void Draw(Brush brush)
    {
        using var body = Outline.Svg("M-20 26C-42 34 -42 78 -20 86L20 86C42 78 42 34 20 26Z");
        brush.Line(0, -6, 0, 20, 0x1E1520, 2);
        brush.Shade(body, 26, 86, 0xC9302A, 0xEE5A38, 0xB3241F);
        using (new SKAutoCanvasRestore(brush.Canvas))
        {
            brush.Canvas.ClipPath(body, antialias: true);
            brush.Glow(0, 58, 34, 0xFFD98A, 0.95f);
            foreach (var x in (float[])[-22, -11, 0, 11, 22])
                brush.Bend(x * 0.55f, 26, x * 1.7f, 56, x * 0.55f, 86, 0x86201A, 1.6f, 0.55f);
        }

        brush.Box(-17, 19, 34, 8, 0xE0A83C, 1, 3);
        brush.Box(-17, 85, 34, 8, 0xE0A83C, 1, 3);
        brush.Dot(0, 99, 4, 0xE0A83C);
        for (var i = -3; i <= 3; i++)
            brush.Bend(0, 102, i * 1.6f, 120, i * 2.4f, 138, i % 2 == 0 ? 0xC9302Au : 0xE0A83Cu, 1.8f);
    }
}
