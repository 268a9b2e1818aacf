using QRCoder;

namespace Broadcast.Api.Spine;

/// <summary>A text as a QR code.</summary>
internal static class QrPicture
{
    private const int Module = 4;

    /// <summary>An SVG document: black on white, with its quiet zone, of any size.</summary>
    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(Module, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
