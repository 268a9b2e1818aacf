using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Pictures;

/// <summary>What the products are shown on. A picture has 800 by 800 design units.</summary>
internal static class Tableware
{
    /// <summary>Paper with a round of the stage's colour.</summary>
    public static void Paper(Brush brush, uint tint)
    {
        brush.Shade(new SKRect(0, 0, 800, 800), 0xFFFDF8, 0xFBF5EA, 0xF1E2C8);
        brush.Dot(400, 400, 352, tint, 0.1f);
        brush.Dot(400, 400, 304, tint, 0.1f);
        brush.Ring(400, 400, 352, 352, tint, 2, 0.35f);
    }

    public static void Shadow(Brush brush, float x, float y, float radiusX, float radiusY)
    {
        for (var i = 4; i > 0; i--)
            brush.Oval(x, y, radiusX * (0.88f + i * 0.05f), radiusY * (0.8f + i * 0.1f), 0x3A2415, 0.09f);
    }

    public static void Plate(Brush brush, float x, float y, float radius)
    {
        Shadow(brush, x, y + radius * 0.16f, radius, radius * 0.5f);
        brush.Oval(x, y + 12, radius, radius * 0.5f, 0xC9BFAE);
        brush.Oval(x, y, radius, radius * 0.5f, 0xFFFEFA);
        brush.Ring(x, y, radius * 0.95f, radius * 0.465f, 0x2F5C8E, 5, 0.75f);
        brush.Ring(x, y, radius * 0.9f, radius * 0.435f, 0x2F5C8E, 2, 0.55f);
        brush.Oval(x, y + 4, radius * 0.74f, radius * 0.34f, 0xE9E2D4);
        brush.Oval(x, y + 8, radius * 0.72f, radius * 0.33f, 0xFBF8F0);
    }

    /// <summary>A bowl seen from a little above.</summary>
    /// <param name="brush">Where to draw it.</param>
    /// <param name="x">The middle of its rim.</param>
    /// <param name="y">The middle of its rim.</param>
    /// <param name="radius">Of its rim.</param>
    /// <param name="glaze">Its colour.</param>
    /// <param name="shade">Its colour in the shade.</param>
    /// <param name="content">What is in it: the colour of its surface.</param>
    public static void Bowl(Brush brush, float x, float y, float radius, uint glaze, uint shade, uint content)
    {
        Shadow(brush, x, y + radius * 0.92f, radius * 0.7f, radius * 0.16f);
        using var scope = brush.At(x, y, 0, radius / 100, radius / 100);
        using var body = Outline.Svg("M-100 0C-98 52 -66 82 -40 88L-38 98L38 98L40 88C66 82 98 52 100 0Z");
        brush.Shade(body, 0, 98, glaze, glaze, shade);
        brush.Bend(-82, 30, -70, 62, -40, 78, 0xFFFFFF, 5, 0.4f);
        brush.Line(-38, 90, 38, 90, shade, 2);
        brush.Oval(0, 0, 100, 42, glaze);
        brush.Oval(0, 0, 94, 38.5f, shade);
        brush.Oval(0, 3, 89, 34.5f, content);
    }

    public static void Chopsticks(Brush brush, float x, float y, float degrees)
    {
        using var scope = brush.At(x, y, degrees);
        brush.Line(0, 0, 420, -10, 0x7A2A1E, 13);
        brush.Line(0, 26, 420, 34, 0x8E3423, 13);
        brush.Line(300, -7, 420, -10, 0xE0A83C, 13);
        brush.Line(300, 31, 420, 34, 0xE0A83C, 13);
    }

    public static void Spoon(Brush brush, float x, float y, float degrees, uint color, uint content)
    {
        using var scope = brush.At(x, y, degrees);
        brush.Line(40, 0, 250, -8, color, 20);
        brush.Oval(0, 0, 66, 44, color);
        brush.Oval(-2, -3, 54, 33, content);
    }

    /// <summary>A jar with a cloth over its lid and a label of 190 by 130 around its middle, at the origin.</summary>
    public static void Jar(Brush brush, uint light, uint content, uint dark, uint cloth)
    {
        Shadow(brush, 0, 236, 200, 34);
        using var glass = Outline.Svg("M-140 -170C-196 -146 -196 -100 -196 -50V150C-196 216 -160 236 -100 236H100C160 236 196 216 196 150V-50C196 -100 196 -146 140 -170Z");
        using var lid = Outline.Svg("M-150 -264C-70 -296 70 -296 150 -264L172 -164L132 -132L90 -168L46 -128L0 -168L-46 -128L-90 -168L-132 -132L-172 -164Z");
        brush.Shade(glass, -170, 236, light, content, dark);
        brush.Bend(-158, -80, -176, 40, -150, 176, 0xFFFFFF, 16, 0.45f);
        brush.Bend(168, -60, 178, 40, 166, 150, 0xFFFFFF, 7, 0.25f);
        brush.Box(-110, -60, 220, 170, 0xFBF5EA, 1, 16);
        using (var frame = SKPath.ParseSvgPathData("M-98 -48H98V98H-98Z"))
            brush.Line(frame, cloth, 3, 0.8f);
        brush.Fill(lid, cloth);
        for (var i = -3; i <= 3; i++)
            brush.Dot(i * 42, -236 + i * i * 3, 8, 0xF7D488);
        brush.Bend(-162, -186, 0, -156, 162, -186, 0xE3BC74, 13);
        brush.Bend(30, -172, 70, -120, 96, -130, 0xE3BC74, 7);
        brush.Bend(30, -172, 34, -110, 58, -92, 0xE3BC74, 7);
    }
}
