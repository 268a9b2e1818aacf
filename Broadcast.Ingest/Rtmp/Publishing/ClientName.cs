namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>What an encoder calls itself, fit for a log line.</summary>
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
