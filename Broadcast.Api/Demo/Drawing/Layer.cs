using SkiaSharp;

namespace Broadcast.Api.Demo.Drawing;

/// <summary>
/// A drawing as broad as the scene that is made once and then only shifted. It is laid down pixel for pixel, which takes a third of the time of
/// a <see cref="Sprite"/>, whose pixels are mixed anew in each frame; and what has not moved by half a pixel stays the same for the encoder too.
/// </summary>
internal sealed class Layer : IDisposable
{
    /// <summary>Drawings that are shifted by parts of a pixel: what moves slowly would jerk in steps of whole ones.</summary>
    private const int Steps = 2;

    private readonly SKRect _bounds;
    private readonly SKImage[] _images;

    /// <param name="bounds">What is drawn, in design units around the drawing's own origin.</param>
    /// <param name="scale">Pixels of a design unit.</param>
    /// <param name="draw">Draws it.</param>
    public Layer(SKRect bounds, float scale, Action<Brush> draw)
    {
        _bounds = bounds;
        _images = [.. Enumerable.Range(0, Steps).Select(step => Image(bounds, scale, (float)step / Steps, draw))];
    }

    /// <summary>Lays it with its origin at a point, on a canvas that is neither turned nor scaled but to its pixels.</summary>
    public void Draw(Brush brush, float x, float y)
    {
        var pixels = brush.Canvas.TotalMatrix.MapPoint(x + _bounds.Left, y + _bounds.Top);
        var steps = (int)MathF.Round(pixels.X * Steps);
        var left = (int)MathF.Floor((float)steps / Steps);
        using var scope = new SKAutoCanvasRestore(brush.Canvas);
        brush.Canvas.ResetMatrix();
        brush.Canvas.DrawImage(_images[steps - left * Steps], left, MathF.Round(pixels.Y), SKSamplingOptions.Default);
    }

    public void Dispose()
    {
        foreach (var image in _images)
            image.Dispose();
    }

    private static SKImage Image(SKRect bounds, float scale, float shift, Action<Brush> draw)
    {
        var (width, height) = ((int)MathF.Ceiling(bounds.Width * scale) + 1, (int)MathF.Ceiling(bounds.Height * scale));
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.Translate(shift, 0);
        surface.Canvas.Scale(scale);
        surface.Canvas.Translate(-bounds.Left, -bounds.Top);
        using var brush = new Brush(surface.Canvas);
        draw(brush);
        return surface.Snapshot();
    }
}
