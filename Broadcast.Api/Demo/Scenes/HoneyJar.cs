using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A jar of honey with a cloth over its lid.</summary>
internal static class HoneyJar
{
    private static readonly SKPath Glass = Outline.Svg("M-40 -46C-58 -38 -58 -24 -58 -8V34C-58 50 -48 56 -30 56H30C48 56 58 50 58 34V-8C58 -24 58 -38 40 -46Z");
    private static readonly SKPath Cloth = Outline.Svg("M-44 -74C-20 -84 20 -84 44 -74L50 -44L38 -36L26 -46L13 -34L0 -46L-13 -34L-26 -46L-38 -36L-50 -44Z");

    public static void Draw(Brush brush)
    {
        brush.Oval(0, 55, 64, 8, 0x120B08, 0.4f);
        brush.Shade(Glass, -46, 56, 0xFFC95A, 0xF2A51E, 0xC87A10);
        brush.Glow(-10, 8, 46, 0xFFE6A3, 0.7f);
        brush.Bend(-46, -22, -50, 4, -44, 36, 0xFFF6DC, 5, 0.65f);
        brush.Box(-34, -8, 68, 42, 0xFBF5EA, 1, 5);
        for (var row = 0; row < 2; row++)
            for (var cell = 0; cell < 3 - row; cell++)
            {
                using var six = Hexagon(-13 + cell * 13 + row * 6.5f, 7 + row * 11, 7);
                brush.Fill(six, 0xF2A51E);
                brush.Line(six, 0x8A5A00, 1.6f);
            }

        brush.Fill(Cloth, 0xA62B24);
        for (var i = -2; i <= 2; i++)
            brush.Dot(i * 17, -64 + i * i * 1.5f, 3, 0xF7D488);
        brush.Bend(-46, -50, 0, -40, 46, -50, 0xE3BC74, 4);
    }

    public static SKPath Hexagon(float x, float y, float radius)
    {
        Span<float> corners = stackalloc float[12];
        for (var i = 0; i < 6; i++)
            (corners[i * 2 + 1], corners[i * 2]) = (y - radius * MathF.Cos(i * MathF.PI / 3), x + radius * MathF.Sin(i * MathF.PI / 3));
        return Outline.Corners(corners);
    }
}
