namespace Broadcast.Api.Pages;

/// <summary>Where Vite put the pages: beside the published host, or in the source tree that the host was built in.</summary>
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
