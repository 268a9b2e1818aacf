namespace Broadcast.Api.Hosting;

/// <summary>What the process runs.</summary>
/// <param name="Api">HTTP API, durable state, pages.</param>
/// <param name="Ingest">RTMP, HLS, playout.</param>
/// <param name="Chat">Rooms.</param>
/// <param name="Demo">The demo festival.</param>
internal sealed record HostRoles(bool Api, bool Ingest, bool Chat, bool Demo)
{
    public bool All => Api && Ingest && Chat;

    /// <summary>Also answers for faulty options, as if all were asked for, so that every other fault can be told with them.</summary>
    public static HostRoles Read(HostOptions options, List<string> faults)
    {
        var names = options.Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => name is not ("all" or "api" or "ingest" or "chat")))
            faults.Add($"Roles: '{name}' is none of all, api, ingest, chat.");
        if (names.Length == 0)
            faults.Add("Roles is empty: it takes all, or a comma list of api, ingest, chat.");

        var all = faults.Count > 0 || names.Contains("all", StringComparer.Ordinal);
        var roles = new HostRoles(all || names.Contains("api", StringComparer.Ordinal), all || names.Contains("ingest", StringComparer.Ordinal), all || names.Contains("chat", StringComparer.Ordinal), Demo: false);
        return roles with { Demo = ReadDemo(options, roles, faults) };
    }

    private static bool ReadDemo(HostOptions options, HostRoles roles, List<string> faults)
    {
        if (options.Demo.Length == 0)
            return roles.All;
        if (!bool.TryParse(options.Demo, out var demo))
            faults.Add($"Demo: '{options.Demo}' is neither true nor false.");
        if (demo && !roles.Api)
            faults.Add("Demo: true needs the role api, which keeps the festival.");
        return demo && roles.Api;
    }
}
