using Broadcast.Ingest.Media.Amf;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>
/// Finds the stream key: the stream's name (<c>live</c> + <c>KEY</c>), or the rest of the application (<c>live/KEY</c>), or
/// <c>token=KEY</c> in the query part of either. Any other query part, <c>...vhost...</c> with what follows, and quotes around a name are cut off.
/// </summary>
internal static class PublishName
{
    public const string App = "live";
    private const int MaxKeyLength = 256;
    private const int MaxSessionLength = 64;

    /// <summary>The application that <c>connect</c> names: <c>app</c>, or the path of <c>tcUrl</c> when <c>app</c> is missing.</summary>
    public static string? Application(AmfObject? connect) =>
        connect?.Text("app") is { Length: > 0 } app ? app
        : Uri.TryCreate(connect?.Text("tcUrl"), UriKind.Absolute, out var url) ? Uri.UnescapeDataString(url.PathAndQuery)
        : null;

    public static bool IsApp(string? application) =>
        Path(application).Split('/', 2)[0] == App;

    /// <summary>The stream key; null when there is none, or when it is longer than 256 characters.</summary>
    public static string? Key(string application, string? name)
    {
        var path = Path(application);
        var key = First(Path(name), path.Length > App.Length ? path[App.Length..].Trim('/') : "", Parameter(name, "token"), Parameter(application, "token"));
        return key?.Length <= MaxKeyLength ? key : null;
    }

    /// <summary>
    /// The encoder's own mark, <c>session=…</c> in the query part of the stream's name or of the application; null when there is none, or
    /// when it is longer than 64 characters. An encoder that connects again with the same mark is the same client.
    /// </summary>
    public static string? Session(string application, string? name) =>
        First(Parameter(name, "session"), Parameter(application, "session")) is { Length: <= MaxSessionLength } session ? session : null;

    private static string? First(params ReadOnlySpan<string> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Length > 0)
                return candidate;
        }

        return null;
    }

    /// <summary>The text without its parameters: <c>?name=value</c>, or <c>...vhost...name</c>, an older form of the same.</summary>
    private static string Path(string? text) => (text ?? "").Split('?', 2)[0].Split("...", 2)[0].Trim().Trim('/', '"');

    private static string Parameter(string? text, string name)
    {
        var query = (text ?? "").Split('?', 2).ElementAtOrDefault(1) ?? "";
        var parameter = Array.Find(query.Split('&'), part => part.StartsWith($"{name}=", StringComparison.Ordinal));
        return parameter is null ? "" : Uri.UnescapeDataString(parameter[(name.Length + 1)..]);
    }
}
