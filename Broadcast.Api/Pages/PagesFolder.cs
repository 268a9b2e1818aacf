namespace Broadcast.Api.Pages;

/// <summary>Finds the pages that Vite built: beside the published host, or in the source tree. Null when they are not built.</summary>
internal static class PagesFolder
{
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            foreach (var candidate in new[] { Path.Combine(folder.FullName, "wwwroot"), Path.Combine(folder.FullName, "Broadcast.Api", "wwwroot") })
                if (File.Exists(Path.Combine(candidate, "index.html")))
                    return candidate;
        return null;
    }
}
