namespace Broadcast.Ingest.Recording.Replays;

/// <summary>The state of a replay's MP4.</summary>
/// <param name="Path">The file, once it is made.</param>
/// <param name="Failed">True in the pause after it could not be made.</param>
/// <param name="Again">How long to wait before asking again.</param>
internal sealed record FilmState(string? Path, bool Failed, TimeSpan Again)
{
    public static FilmState Making { get; } = new(null, Failed: false, TimeSpan.FromSeconds(5));
}
