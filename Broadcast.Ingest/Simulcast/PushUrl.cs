using System.Globalization;

namespace Broadcast.Ingest.Simulcast;

/// <summary>Where to push. The key is the last part of the path, with the query if there is one; the application is what stands before.</summary>
internal sealed record PushUrl
{
    private const int DefaultPort = 1935;
    private const int DefaultTlsPort = 443;

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required bool Tls { get; init; }

    public required string App { get; init; }

    /// <summary>The stream's name: the key. Secret.</summary>
    public required string Key { get; init; }

    /// <summary>What <c>connect</c> says.</summary>
    public string TcUrl => $"{Origin}/{App}";

    /// <summary>For people: without the key, and of the application no more than its first part, since some platforms hide secrets there too.</summary>
    public string Shown => $"{Origin}/{App.Split('/')[0].Split('?')[0]}";

    private string Origin
    {
        get
        {
            var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            var usual = Port == (Tls ? DefaultTlsPort : DefaultPort);
            return $"{(Tls ? "rtmps" : "rtmp")}://{host}{(usual ? "" : string.Create(CultureInfo.InvariantCulture, $":{Port}"))}";
        }
    }

    /// <summary>Null when that is no URL to push to.</summary>
    public static PushUrl? Parse(string? text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("rtmp" or "rtmps") || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
            return null;

        // As it was written: keys may hold what an URL would escape.
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

    /// <summary>Without the key: records print themselves.</summary>
    public override string ToString() => Shown;
}
