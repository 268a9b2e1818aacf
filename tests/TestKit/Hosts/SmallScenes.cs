namespace TestKit.Hosts;

/// <summary>
/// Lets the hosts of all tests share one set of the demo's scenes, drawn small: every host has a data directory of its own, and would draw them
/// anew for most of a minute. They lie beside the built host and are kept from run to run, as a data directory keeps them.
/// </summary>
internal static class SmallScenes
{
    private const string Height = "--Demo:SceneHeight";

    /// <summary>Prepares a data directory; returns what to add to the host's arguments.</summary>
    public static IEnumerable<string> Share(string dataDirectory, string[] arguments)
    {
        if (arguments.Contains(Height, StringComparer.Ordinal) || !Directory.Exists(dataDirectory))
            return [];

        var (folder, link) = (Path.Combine(Repository.OutputOf("Broadcast.Api"), "small-scenes"), Path.Combine(dataDirectory, "demo"));
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(link))
            Directory.CreateSymbolicLink(link, folder);
        return [Height, "144"];
    }
}
