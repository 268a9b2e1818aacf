using System.Globalization;

namespace Broadcast.Ingest.Simulcast;

/// <summary>Where to push. The key is the last part of the path, with the query if there is one; the application comes before it.</summary>
internal sealed record PushUrl
{
    private const int DefaultPort = 1935;
    private const int DefaultTlsPort = 443;

    /// <summary>
    /// Characters of the shortest part of a key or an application that is hidden: cutting out each '1' of <c>a=1</c> would hide the reason
    /// and no secret.
    /// </summary>
    private const int ShortestSecret = 4;

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required bool Tls { get; init; }

    public required string App { get; init; }

    /// <summary>The stream's name: the key. Secret.</summary>
    public required string Key { get; init; }

    /// <summary>The <c>tcUrl</c> of <c>connect</c>.</summary>
    public string TcUrl => $"{Origin}/{App}";

    /// <summary>For people: without the key, and with only the application's first part, since some platforms put secrets there.</summary>
    public string Shown => $"{Origin}/{App.Split('/')[0].Split('?')[0]}";

    /// <summary>The text with '…' for each secret part of the URL, escaped or not and in any case.</summary>
    public string Hide(string text)
    {
        foreach (var secret in Secrets().SelectMany(secret => (string[])[secret, Uri.UnescapeDataString(secret)]).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length))
            text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private IEnumerable<string> Secrets()
    {
        var query = Key.IndexOf('?', StringComparison.Ordinal);
        string[] whole = [Key, query < 0 ? Key : Key[..query], .. TcUrl == Shown ? (string[])[] : [TcUrl]];
        var hidden = App.Split('/')[1..];
        var values = query < 0 ? [] : Key[(query + 1)..].Split('&').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        string[] parts = [string.Join('/', hidden), .. hidden, .. values];
        return whole.Where(secret => secret.Length > 0).Concat(parts.Where(secret => secret.Length >= ShortestSecret));
    }

    private string Origin
    {
        get
        {
            var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            var usual = Port == (Tls ? DefaultTlsPort : DefaultPort);
            return $"{(Tls ? "rtmps" : "rtmp")}://{host}{(usual ? "" : string.Create(CultureInfo.InvariantCulture, $":{Port}"))}";
        }
    }

    /// <summary>Null unless the text is an RTMP URL with application and key, and without a user.</summary>
    public static PushUrl? Parse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("rtmp" or "rtmps") || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
            return null;

        // From the text as it was written: Uri would escape some characters of a key.
        var path = text!.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3) is var start and > 0 ? text[(start + 1)..] : "";
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var cut = (query < 0 ? path : path[..query]).LastIndexOf('/');
        if (cut <= 0 || cut == path.Length - 1)
            return null;

        var tls = uri.Scheme == "rtmps";
        return new PushUrl
        {
            Host = uri.IdnHost.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : tls ? DefaultTlsPort : DefaultPort,
            Tls = tls,
            App = path[..cut],
            Key = path[(cut + 1)..],
        };
    }

    /// <summary>Without the key, which a record would print.</summary>
    public override string ToString() => Shown;
}
