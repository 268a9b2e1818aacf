using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>Reads the file of an upload: the body itself, or the first file of a form. What it is, nobody believes its headers.</summary>
internal static class PictureUpload
{
    /// <summary>Boundaries and headers of a form.</summary>
    private const int Around = 16 * 1024;

    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, int largest, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = largest + Around;
        try
        {
            if (!request.HasFormContentType)
                return await BytesAsync(request.Body, largest, cancellation);
            var form = await request.ReadFormAsync(cancellation);
            if (form.Files is not [var file, ..])
                return PictureErrors.Format;

            await using var content = file.OpenReadStream();
            return await BytesAsync(content, largest, cancellation);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return PictureErrors.Over(largest);
        }
        catch (InvalidDataException)
        {
            // This body says that it is a form, and cannot be read as one.
            return PictureErrors.Format;
        }
    }

    private static async Task<Result<byte[]>> BytesAsync(Stream body, int largest, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (kept.Length + read > largest)
                return PictureErrors.Over(largest);
            await kept.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return kept.ToArray();
    }
}
