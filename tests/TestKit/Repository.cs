namespace TestKit;

/// <summary>Paths of the source tree under test.</summary>
public static class Repository
{
    /// <summary>The folder that contains the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build output of a project, in the configuration of the running tests.</summary>
    public static string OutputOf(string project) => Path.Combine(Root, project, "bin", Configuration, "net10.0");

    private static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LiveFestival.sln")))
                return folder.FullName;
        throw new InvalidOperationException("LiveFestival.sln is in no folder above the tests.");
    }
}
