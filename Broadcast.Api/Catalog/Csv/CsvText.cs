using System.Text;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog.Csv;

/// <summary>The text of a file that a spreadsheet has saved.</summary>
/// <param name="Text">Without a byte order mark.</param>
/// <param name="Encoding">What it was read as: <c>utf-8</c>, <c>utf-16</c> or <c>gb18030</c>. A page shows it, because other encodings may look like the last one.</param>
internal sealed record CsvText(string Text, string Encoding)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding Chinese =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>Reads UTF-8, UTF-16 with its mark, and what is neither as GB18030: Excel saves that in Chinese, as GBK, which is a part of it.</summary>
    public static Result<CsvText> Read(byte[] file)
    {
        try
        {
            return file switch
            {
                [0xEF, 0xBB, 0xBF, .. var rest] => new CsvText(Utf8.GetString(rest), "utf-8"),
                [0xFF, 0xFE, .. var rest] => new CsvText(Utf16(bigEndian: false).GetString(rest), "utf-16"),
                [0xFE, 0xFF, .. var rest] => new CsvText(Utf16(bigEndian: true).GetString(rest), "utf-16"),
                _ => TryUtf8(file) ?? new CsvText(Chinese.GetString(file), "gb18030"),
            };
        }
        catch (DecoderFallbackException)
        {
            return CatalogErrors.File("The file is neither UTF-8 nor GB18030. A spreadsheet saves it as 'CSV UTF-8'.");
        }
    }

    private static CsvText? TryUtf8(byte[] file)
    {
        try
        {
            return new CsvText(Utf8.GetString(file), "utf-8");
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);
}
