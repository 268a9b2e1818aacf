using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Broadcast.Api;
using Broadcast.Chat;
using Broadcast.Ingest;
using TestKit;

namespace LiveFestival.Tests.Architecture;

/// <summary>
/// The references between namespaces, from the compiled code and from <c>using</c> lines, because constants and others leave no trace in
/// compiled code.
/// </summary>
internal static partial class CodeReferences
{
    private static readonly Lazy<IReadOnlyList<(string From, string To, string Where)>> Found = new(Read);

    /// <summary>From and To are namespaces; Where is the type or the file with the reference.</summary>
    public static IReadOnlyList<(string From, string To, string Where)> All => Found.Value;

    /// <summary>The C# files of a project and their text, without generated files.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
                && !path.Contains("/node_modules/", StringComparison.Ordinal) && !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(Path.Combine(Repository.Root, path))));

    private static IReadOnlyList<(string From, string To, string Where)> Read()
    {
        var code = new ArchLoader().LoadAssemblies(typeof(ChatModule).Assembly, typeof(IngestModule).Assembly, typeof(ApiModule).Assembly).Build();
        // The T of a method is found under another method's namespace.
        var compiled = code.Types.SelectMany(type => type.Dependencies.Where(dependency => dependency.Target is not GenericParameter).Select(dependency => (NamespaceOf(type), NamespaceOf(dependency.Target), type.FullName)));
        var written = FloorPlan.OfProjects().SelectMany(plan => Files(plan.Project)).SelectMany(file =>
            Usings().Matches(file.Text).Select(line => (Namespace().Match(file.Text).Groups["name"].Value, line.Groups["name"].Value, file.Path)));
        return [.. compiled.Concat(written).Where(found => IsOurs(found.Item1) && IsOurs(found.Item2) && found.Item1 != found.Item2).Distinct()];
    }

    private static string NamespaceOf(IType type) => type.Namespace?.FullName ?? "";

    private static bool IsOurs(string space) => space.StartsWith("Broadcast.", StringComparison.Ordinal) && !space.EndsWith(".Migrations", StringComparison.Ordinal);

    [GeneratedRegex(@"^using (static )?(\w+ = )?(?<name>Broadcast\.[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Usings();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Namespace();
}
