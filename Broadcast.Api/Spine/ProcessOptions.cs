namespace Broadcast.Api.Spine;

/// <summary>Settings of the process as a whole; their keys are at the top level of the configuration.</summary>
public sealed record ProcessOptions
{
    /// <summary><c>all</c>, or a comma-separated list of <c>api</c>, <c>ingest</c>, <c>chat</c>.</summary>
    public string Roles { get; init; } = "all";

    /// <summary>
    /// Directory of the private Redis, the SQLite file, the token key and <c>demo.json</c>. A relative path is relative to the working
    /// directory.
    /// </summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary><c>true</c> or <c>false</c>: the demo festival with its encoders. Default: true when this process has all roles.</summary>
    public string Demo { get; init; } = "";
}
