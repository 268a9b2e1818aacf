using Broadcast.Api.Demo.Drawing;
using SkiaSharp;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Draws a scene frame by frame. One thread uses it.</summary>
internal sealed class SceneFrames : IDisposable
{
    private readonly IScene _scene;
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly Brush _brush;

    /// <param name="picture">Makes the scene.</param>
    /// <param name="height">In pixels; the frames are 16 to 9.</param>
    public SceneFrames(Func<float, IScene> picture, int height)
    {
        _bitmap = new SKBitmap(new SKImageInfo(WidthOf(height), height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        _canvas = new SKCanvas(_bitmap);
        _brush = new Brush(_canvas);
        _scene = picture(height / 720f);
    }

    /// <summary>Even, as H.264 wants it.</summary>
    public static int WidthOf(int height) => height * 8 / 9 * 2;

    /// <summary>Four bytes a pixel: blue, green, red and one without meaning. Valid until the next frame is drawn.</summary>
    public ReadOnlySpan<byte> Draw(LoopTime at)
    {
        // What a layer covers in part only must not show the frame before.
        _canvas.Clear(SKColors.Black);
        _canvas.ResetMatrix();
        _canvas.Scale((float)_bitmap.Width / 1280, _bitmap.Height / 720f);
        _scene.Draw(_brush, at);
        FilmClock.Draw(_brush, at);
        return _bitmap.GetPixelSpan();
    }

    public void Dispose()
    {
        _scene.Dispose();
        _brush.Dispose();
        _canvas.Dispose();
        _bitmap.Dispose();
    }
}
