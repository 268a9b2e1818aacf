using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog.Pictures;

internal static class PictureErrors
{
    public static readonly Error Format = new("picture.format", "This is no picture that can be taken: a still JPEG, PNG or WebP is.", ErrorKind.Invalid, "Save it as JPEG, PNG or WebP, and send that.");

    public static readonly Error Broken = new("picture.broken", "The picture cannot be read to its end.", ErrorKind.Invalid, "Open it in a picture program, save it anew, and send that.");

    public static readonly Error Pixels = new(
        "picture.pixels", $"The picture has too many pixels: {PictureReader.MostPixels / 1_000_000} megapixels and {PictureReader.LongestSide} a side are the most.", ErrorKind.Invalid, "Make it smaller, and send that.");

    public static readonly Error TooLarge = new("picture.too_large", "The file is too large.", ErrorKind.TooLarge, "Make the picture smaller, and send that.");

    public static Error Over(long bytes) => TooLarge.With($"The file is larger than {bytes / (1024 * 1024)} MB.");

    public static readonly Error Many = new("picture.many", $"A product has at most {ProductDraft.MostPictures} uploaded pictures.", ErrorKind.Conflict, "Remove one first.");

    public static readonly Error Busy = new("picture.busy", "Many pictures are being read now.", ErrorKind.Unavailable, "Send it again after Retry-After.");

    public static readonly Error Unknown = new("picture.unknown", "There is no such picture.", ErrorKind.Unknown, "Read the product again.");

    public static readonly Error Order = new("picture.order", "The product has other pictures than 'pictures' names.", ErrorKind.Conflict, "Read the product again ('product' in this answer), and repeat the change.");
}
