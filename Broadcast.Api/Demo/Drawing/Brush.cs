using SkiaSharp;

namespace Broadcast.Api.Demo.Drawing;

/// <summary>
/// Draws flat shapes on a canvas. Lengths are in design units, of which a scene has 1280 by 720; colours are 0xRRGGBB. One thread uses it.
/// The canvas is the caller's.
/// </summary>
internal sealed class Brush(SKCanvas canvas) : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true };

    private readonly SKPaint _line = new()
    {
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    public SKCanvas Canvas => canvas;

    public static SKColor Color(uint rgb, float alpha = 1) => new((rgb & 0xFFFFFF) | ((uint)Math.Clamp(alpha * 255f + 0.5f, 0f, 255f) << 24));

    public void Fill(SKPath path, uint color, float alpha = 1) => canvas.DrawPath(path, Filled(color, alpha));

    public void Oval(float x, float y, float radiusX, float radiusY, uint color, float alpha = 1) => canvas.DrawOval(x, y, radiusX, radiusY, Filled(color, alpha));

    public void Dot(float x, float y, float radius, uint color, float alpha = 1) => Oval(x, y, radius, radius, color, alpha);

    public void Box(float x, float y, float width, float height, uint color, float alpha = 1, float round = 0) =>
        canvas.DrawRoundRect(x, y, width, height, round, round, Filled(color, alpha));

    public void Line(SKPath path, uint color, float width, float alpha = 1) => canvas.DrawPath(path, Lined(color, width, alpha));

    public void Line(float fromX, float fromY, float toX, float toY, uint color, float width, float alpha = 1) =>
        canvas.DrawLine(fromX, fromY, toX, toY, Lined(color, width, alpha));

    public void Ring(float x, float y, float radiusX, float radiusY, uint color, float width, float alpha = 1) =>
        canvas.DrawOval(x, y, radiusX, radiusY, Lined(color, width, alpha));

    /// <summary>A stroke that bends: from one point to another, pulled towards a third.</summary>
    public void Bend(float fromX, float fromY, float pullX, float pullY, float toX, float toY, uint color, float width, float alpha = 1)
    {
        using var path = Outline.Bend(fromX, fromY, pullX, pullY, toX, toY);
        Line(path, color, width, alpha);
    }

    /// <summary>Light that fades from the middle to nothing at the radius.</summary>
    public void Glow(float x, float y, float radius, uint color, float alpha)
    {
        using var shader = SKShader.CreateRadialGradient(
            new SKPoint(x, y), radius, [Color(color, alpha), Color(color, alpha * 0.4f), Color(color, 0)], [0f, 0.45f, 1f], SKShaderTileMode.Clamp);
        using var paint = new SKPaint { Shader = shader };
        canvas.DrawRect(x - radius, y - radius, radius * 2, radius * 2, paint);
    }

    /// <summary>Fills a shape with colours from one height to another, evenly spread.</summary>
    public void Shade(SKPath path, float top, float bottom, params ReadOnlySpan<uint> colors)
    {
        using var shader = Vertical(top, bottom, colors);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawPath(path, paint);
    }

    /// <summary>Fills a rectangle in the same way.</summary>
    public void Shade(SKRect box, params ReadOnlySpan<uint> colors)
    {
        using var shader = Vertical(box.Top, box.Bottom, colors);
        using var paint = new SKPaint { IsAntialias = true, Shader = shader };
        canvas.DrawRect(box, paint);
    }

    /// <summary>Moves the origin; the end of the returned scope moves it back.</summary>
    public SKAutoCanvasRestore At(float x, float y, float degrees = 0, float scaleX = 1, float scaleY = 1)
    {
        var scope = new SKAutoCanvasRestore(canvas);
        canvas.Translate(x, y);
        canvas.RotateDegrees(degrees);
        canvas.Scale(scaleX, scaleY);
        return scope;
    }

    public void Dispose()
    {
        _fill.Dispose();
        _line.Dispose();
    }

    private static SKShader Vertical(float top, float bottom, ReadOnlySpan<uint> colors)
    {
        var shades = new SKColor[colors.Length];
        for (var i = 0; i < shades.Length; i++)
            shades[i] = Color(colors[i]);
        return SKShader.CreateLinearGradient(new SKPoint(0, top), new SKPoint(0, bottom), shades, null, SKShaderTileMode.Clamp);
    }

    private SKPaint Filled(uint color, float alpha)
    {
        _fill.Color = Color(color, alpha);
        return _fill;
    }

    private SKPaint Lined(uint color, float width, float alpha)
    {
        _line.Color = Color(color, alpha);
        _line.StrokeWidth = width;
        return _line;
    }
}
