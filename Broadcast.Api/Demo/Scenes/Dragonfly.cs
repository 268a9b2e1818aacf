using Broadcast.Api.Demo.Drawing;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A dragonfly that hovers, darts on and hovers again.</summary>
internal static class Dragonfly
{
    public static void Draw(Brush brush, LoopTime at, float x, float y, double phase, uint color)
    {
        // The sine of a sine stays near its ends, so the dragonfly hovers there before it darts on.
        var dart = MathF.Sin(1.5f * at.Wave(2, phase));
        var left = x + 150 * dart + 5 * at.Wave(13, phase);
        var top = y + 44 * MathF.Sin(1.5f * at.Wave(1, phase + 0.2)) + 4 * at.Wave(15, phase);
        using var scope = brush.At(left, top, 14 * at.Wave(2, phase + 0.25), at.Wave(2, phase + 0.25) > 0 ? 1.15f : -1.15f, 1.15f);
        var flap = 16 * at.Wave(120, phase);
        foreach (var (turn, reach) in ((float, float)[])[(-116, 30), (-72, 27)])
        {
            using (brush.At(4, -2, turn + flap))
                brush.Oval(reach * 0.62f, 0, reach * 0.62f, 4.4f, 0xFFFDF8, 0.72f);
            using (brush.At(4, -2, turn - flap + 14))
                brush.Oval(reach * 0.55f, 0, reach * 0.55f, 3.8f, 0xDDEBE6, 0.5f);
        }

        brush.Line(-30, 3, 6, 0, color, 4);
        brush.Dot(9, -1, 5, color);
        brush.Dot(12, -2, 2.4f, 0x2A2019);
    }
}
