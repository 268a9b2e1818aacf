using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Simulcast;

namespace Broadcast.Api.Simulcast;

/// <summary>The fields of a target, checked.</summary>
/// <param name="Channel">The channel that is pushed.</param>
/// <param name="Name">What operators call it.</param>
/// <param name="Server">The platform's server, without a slash at its end.</param>
/// <param name="Key">The stream key; null where none was given.</param>
internal sealed record PushTargetFields(ChannelId Channel, string Name, string Server, string? Key)
{
    public const int LongestName = 60;
    public const int LongestServer = 300;
    public const int LongestKey = 500;

    /// <summary>Characters of the shortest key that is looked for in the server: a shorter one, such as <c>live</c>, may be the application's name.</summary>
    private const int ShortestSecret = 8;

    public static PushTargetFields Read(FieldFaults faults, string? channel, string? name, string? server, string? key)
    {
        if (!ChannelId.TryParse(channel, null, out var id))
            faults.Add("channel", Faults.Unknown, "'channel' must be a festival's or a stage's id.");
        return new PushTargetFields(id, faults.Line("name", name, LongestName), ReadServer(faults, server), ReadKey(faults, key));
    }

    /// <summary>Notes a fault where the key is in the server too: operators read the server.</summary>
    public void CheckServer(FieldFaults faults, string key)
    {
        var name = key.Split('?')[0];
        if (name.Length >= ShortestSecret && Server.Contains(name, StringComparison.OrdinalIgnoreCase))
            faults.Add("server", Faults.Form, "'server' must be without the stream key, which belongs in 'key' alone.");
    }

    /// <summary>The server without what may be a secret: of the application, only its first part.</summary>
    public static string ShownOf(string server) => PushUrl.Parse(UrlOf(server, "key"))?.Shown ?? "";

    /// <summary>Where the channel is pushed. Secret: it has the key in it.</summary>
    public static string UrlOf(string server, string key) => $"{server}/{key}";

    /// <summary>Whether what is sent goes to the same server: a key that was given for one is not sent to another.</summary>
    public static bool IsSameServer(string one, string other) =>
        PushUrl.Parse(UrlOf(one, "key")) is { } first && PushUrl.Parse(UrlOf(other, "key")) is { } second && (first.Host, first.Port, first.Tls) == (second.Host, second.Port, second.Tls);

    private static string ReadServer(FieldFaults faults, string? text)
    {
        var server = text?.Trim().TrimEnd('/') ?? "";
        if (server.Length is 0 or > LongestServer)
            faults.Add("server", Faults.Length, $"'server' must have 1-{LongestServer} characters.", 1, LongestServer);
        else if (!IsPlain(server) || server.AsSpan().ContainsAny('?', '#') || PushUrl.Parse(UrlOf(server, "key")) is null)
            faults.Add("server", Faults.Form, "'server' must be rtmp://host/application or rtmps://host/application, without user, query and key.");
        return server;
    }

    private static string? ReadKey(FieldFaults faults, string? text)
    {
        var key = text?.Trim() ?? "";
        if (key.Length == 0)
            return null;

        if (key.Length > LongestKey)
            faults.Add("key", Faults.Length, $"'key' must have 1-{LongestKey} characters.", 1, LongestKey);
        // A slash before the query would make its first part one of the application's name.
        else if (!IsPlain(key) || key.Split('?')[0].Contains('/', StringComparison.Ordinal) || PushUrl.Parse(UrlOf("rtmp://host/live", key)) is null)
            faults.Add("key", Faults.Form, "'key' must be the stream key alone, as the platform shows it, without the server and without spaces.");
        return key;
    }

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(PushTargetFields);

    private static bool IsPlain(string text) => text.All(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter));
}
