using Microsoft.Extensions.Hosting;
using TestKit;

namespace LiveFestival.Tests.Conventions;

/// <summary>The source files of loops.</summary>
internal static class LoopSources
{
    private static readonly string[] Projects = ["Broadcast.Api", "Broadcast.Ingest", "Broadcast.Chat"];

    /// <summary>The texts of a loop's own file, and of those of the services that it derives from.</summary>
    public static IEnumerable<string> Of(Type loop)
    {
        for (var type = loop; type is not null && type != typeof(BackgroundService); type = type.BaseType)
            yield return Of(type.Name);
    }

    /// <summary>The text of the file that is named after a type.</summary>
    public static string Of(string type) => File.ReadAllText(Projects
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Repository.Root, project), $"{type}.cs", SearchOption.AllDirectories))
        .Single());
}
