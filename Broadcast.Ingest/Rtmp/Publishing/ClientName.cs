namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Makes the name that an encoder gives itself safe for a log line: printable ASCII, at most 64 characters.</summary>
internal static class ClientName
{
    private const int MaxLength = 64;

    public static string Of(string? flashVersion)
    {
        var name = flashVersion ?? "";
        return string.Create(Math.Min(name.Length, MaxLength), name, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = source[i] is >= ' ' and <= '~' ? source[i] : '?';
        });
    }
}
