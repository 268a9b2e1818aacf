using Broadcast.Api.Demo.Drawing;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>A drawn place that moves and begins anew without a jump. One thread draws it.</summary>
internal interface IScene : IDisposable
{
    /// <summary>Draws one frame, in design units of 1280 by 720.</summary>
    void Draw(Brush brush, LoopTime at);
}
