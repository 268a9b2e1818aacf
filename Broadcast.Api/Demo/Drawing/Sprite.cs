using SkiaSharp;

namespace Broadcast.Api.Demo.Drawing;

/// <summary>A drawing that is made once and then only laid on the canvas, moved and turned: a whole layer of a scene, or one flower.</summary>
internal sealed class Sprite : IDisposable
{
    private readonly SKPaint _paint = new();
    private readonly SKRect _bounds;
    private readonly SKImage _image;

    /// <param name="bounds">What is drawn, in design units around the drawing's own origin.</param>
    /// <param name="scale">Pixels of a design unit.</param>
    /// <param name="draw">Draws it, once.</param>
    public Sprite(SKRect bounds, float scale, Action<Brush> draw)
    {
        var size = new SKImageInfo((int)MathF.Ceiling(bounds.Width * scale), (int)MathF.Ceiling(bounds.Height * scale), SKColorType.Bgra8888, SKAlphaType.Premul);
        _bounds = new SKRect(bounds.Left, bounds.Top, bounds.Left + size.Width / scale, bounds.Top + size.Height / scale);
        using var surface = SKSurface.Create(size);
        surface.Canvas.Clear(SKColors.Transparent);
        surface.Canvas.Scale(scale);
        surface.Canvas.Translate(-bounds.Left, -bounds.Top);
        using var brush = new Brush(surface.Canvas);
        draw(brush);
        _image = surface.Snapshot();
    }

    /// <summary>Lays it with its origin at a point.</summary>
    public void Draw(Brush brush, float x, float y, float degrees = 0, float scaleX = 1, float scaleY = 1, float alpha = 1)
    {
        _paint.Color = SKColors.White.WithAlpha((byte)Math.Clamp(alpha * 255f + 0.5f, 0f, 255f));
        using var scope = brush.At(x, y, degrees, scaleX, scaleY);
        brush.Canvas.DrawImage(_image, _bounds, new SKSamplingOptions(SKFilterMode.Linear), _paint);
    }

    public void Dispose()
    {
        _image.Dispose();
        _paint.Dispose();
    }
}
