namespace Broadcast.Api.Hosting;

/// <summary>What this process is; the keys stand at the top level of the configuration.</summary>
public sealed record HostOptions
{
    /// <summary><c>all</c>, or a comma list of <c>api</c>, <c>ingest</c>, <c>chat</c>.</summary>
    public string Roles { get; init; } = "all";

    /// <summary>Where the private Redis, the SQLite file, the token keys and <c>demo.json</c> lie; relative to the working directory.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary><c>true</c> or <c>false</c>: the demo festival with its encoders. By default true when all roles run in this process.</summary>
    public string Demo { get; init; } = "";
}
