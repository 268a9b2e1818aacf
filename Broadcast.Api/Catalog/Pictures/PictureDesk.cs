using Broadcast.Chat.Spine.Errors;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>
/// Bounds what uploads cost this process: only so many are taken at once, and one at a time is decoded, away from the threads that answer
/// requests.
/// </summary>
internal sealed class PictureDesk(IOptions<PictureOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.AtOnce);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>A place for an upload, which is given back at its end; null when there is none.</summary>
    public IDisposable? TryEnter() => _places.Wait(0) ? new Place(_places) : null;

    public async Task<Result<PictureSizes>> ReadAsync(byte[] content, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => PictureReader.Read(content), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _places.Dispose();
        _turn.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private bool _isLeft;

        public void Dispose()
        {
            if (!_isLeft)
                places.Release();
            _isLeft = true;
        }
    }
}
