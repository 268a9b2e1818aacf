namespace Broadcast.Api.Spine;

/// <summary>The services that the process runs.</summary>
/// <param name="Api">HTTP API, durable state, pages.</param>
/// <param name="Ingest">RTMP, HLS, playout.</param>
/// <param name="Chat">Rooms.</param>
/// <param name="Demo">The demo festival.</param>
internal sealed record HostRoles(bool Api, bool Ingest, bool Chat, bool Demo)
{
    public bool All => Api && Ingest && Chat;

    /// <summary>Adds what is wrong to <paramref name="faults"/>. Faulty roles count as all, so that other faults are found too.</summary>
    public static HostRoles Read(ProcessOptions options, List<string> faults)
    {
        var names = options.Roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => name is not ("all" or "api" or "ingest" or "chat")))
            faults.Add($"Roles: '{name}' is not a role. Set all, or a comma-separated list of api, ingest, chat.");
        if (names.Length == 0)
            faults.Add("Roles is empty. Set all, or a comma-separated list of api, ingest, chat.");

        var all = faults.Count > 0 || names.Contains("all", StringComparer.Ordinal);
        var roles = new HostRoles(all || names.Contains("api", StringComparer.Ordinal), all || names.Contains("ingest", StringComparer.Ordinal), all || names.Contains("chat", StringComparer.Ordinal), Demo: false);
        return roles with { Demo = ReadDemo(options, roles, faults) };
    }

    private static bool ReadDemo(ProcessOptions options, HostRoles roles, List<string> faults)
    {
        if (options.Demo.Length == 0)
            return roles.All;
        if (!bool.TryParse(options.Demo, out var demo))
            faults.Add($"Demo: '{options.Demo}' must be true or false.");
        if (demo && !roles.Api)
            faults.Add("Demo: true needs the role api, which stores the festival. Add the role, or set Demo to false.");
        return demo && roles.Api;
    }
}
