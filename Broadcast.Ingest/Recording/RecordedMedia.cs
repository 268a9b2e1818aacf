using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Recording;

/// <summary>Sends media from the disk under the names that it had live.</summary>
internal static class RecordedMedia
{
    public static async Task<IResult> SegmentAsync(ChannelArchive? archive, string epoch, long number, CancellationToken cancellation) =>
        archive is not null && await archive.FindAsync(epoch, number, cancellation) is var (segment, path)
            ? new FileRangeResult(path, segment.Offset, segment.Length)
            : HlsErrors.MediaUnknown.ToProblem();

    public static IResult Init(ChannelArchive? archive, string name) =>
        archive is not null && name.All(char.IsAsciiHexDigitLower) && new FileInfo(archive.InitPath(name)) is { Exists: true } file
            ? new FileRangeResult(file.FullName, 0, file.Length)
            : HlsErrors.MediaUnknown.ToProblem();

    /// <summary>A range of a file's bytes, sent by the kernel.</summary>
    private sealed class FileRangeResult(string path, long offset, long length) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            if (!File.Exists(path))
            {
                // Removed since it was found.
                await HlsErrors.MediaUnknown.ToProblem().ExecuteAsync(httpContext);
                return;
            }

            response.ContentType = "video/mp4";
            response.ContentLength = length;
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            if (!HttpMethods.IsHead(httpContext.Request.Method))
                await response.SendFileAsync(path, offset, length, httpContext.RequestAborted);
        }
    }
}
