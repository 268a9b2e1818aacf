using SkiaSharp;

namespace Broadcast.Api.Demo.Drawing;

/// <summary>Makes outlines of shapes. The caller disposes them, or keeps them for good.</summary>
internal static class Outline
{
    /// <summary>Reads the path data of SVG.</summary>
    public static SKPath Svg(string path) => SKPath.ParseSvgPathData(path) ?? throw new ArgumentException($"'{path}' is no path data.", nameof(path));

    public static SKPath Bend(float fromX, float fromY, float pullX, float pullY, float toX, float toY)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(fromX, fromY);
        path.QuadTo(pullX, pullY, toX, toY);
        return path.Detach();
    }

    /// <summary>A shape with straight edges: x and y in turn.</summary>
    public static SKPath Corners(params ReadOnlySpan<float> points)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(points[0], points[1]);
        for (var i = 2; i < points.Length; i += 2)
            path.LineTo(points[i], points[i + 1]);
        path.Close();
        return path.Detach();
    }

    /// <summary>A range of hills from left to right, filled down to the bottom. Each seed gives another skyline.</summary>
    public static SKPath Hills(float left, float right, float top, float rise, float bottom, int seed, float breadth = 420)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(left, bottom);
        for (var x = left; x <= right; x += 8)
        {
            var turn = x / breadth * MathF.Tau;
            var height = 0.55f * MathF.Sin(turn * 0.7f + Scatter.At(seed, 1) * 6) + 0.3f * MathF.Sin(turn * 1.6f + Scatter.At(seed, 2) * 6)
                + 0.15f * MathF.Sin(turn * 3.7f + Scatter.At(seed, 3) * 6);
            path.LineTo(x, top - rise * (0.5f + 0.5f * height));
        }

        path.LineTo(right, bottom);
        path.Close();
        return path.Detach();
    }

    /// <summary>A petal or leaf that points up from the origin.</summary>
    public static SKPath Petal(float length, float width, float tip = 0.35f)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(0, 0);
        path.CubicTo(-width * 0.75f, -length * 0.25f, -width * tip * 1.6f, -length * 0.85f, 0, -length);
        path.CubicTo(width * tip * 1.6f, -length * 0.85f, width * 0.75f, -length * 0.25f, 0, 0);
        path.Close();
        return path.Detach();
    }
}
