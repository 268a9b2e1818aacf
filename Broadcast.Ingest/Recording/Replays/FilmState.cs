namespace Broadcast.Ingest.Recording.Replays;

/// <summary>What is known of a replay's MP4.</summary>
/// <param name="Path">The file, once it is made.</param>
/// <param name="Failed">True while it is not tried again, because it could not be made.</param>
/// <param name="Again">When to ask again.</param>
internal sealed record FilmState(string? Path, bool Failed, TimeSpan Again)
{
    public static FilmState Making { get; } = new(null, Failed: false, TimeSpan.FromSeconds(5));
}
