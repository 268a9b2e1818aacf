using System.Collections.Concurrent;
using Broadcast.Api.Spine;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>Where the films of the scenes are: made once, kept in the data directory, and made anew when what they show has changed.</summary>
internal sealed class SceneShelf(DataDirectory data, IOptions<DemoOptions> options)
{
    /// <summary>Counts the changes of what is drawn, heard or encoded. Films of another version are made anew.</summary>
    private const int Version = 3;

    /// <summary>In the names of files that are not complete.</summary>
    public const string Making = ".making";

    /// <summary>No host works at a film for longer.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _ready = new(StringComparer.Ordinal);

    public string Folder { get; } = data.File("demo/scenes");

    public int Height => options.Value.SceneHeight / 2 * 2;

    public string File(string stage) => Path.Combine(Folder, $"{stage}-{Version}-{Height}p.mp4");

    /// <summary>Removes what hosts that died have left behind.</summary>
    public void Tidy(DateTimeOffset now)
    {
        if (!Directory.Exists(Folder))
            return;

        foreach (var file in Directory.EnumerateFiles(Folder, $"*{Making}*"))
            if (System.IO.File.GetLastWriteTimeUtc(file) < (now - LongestWork).UtcDateTime)
                System.IO.File.Delete(file);
    }

    /// <summary>Completes when the stage's film is there.</summary>
    public Task<string> FilmAsync(string stage, CancellationToken cancellation) => Ready(stage).Task.WaitAsync(cancellation);

    /// <summary>Says that the stage's film is there.</summary>
    public void Put(string stage) => Ready(stage).TrySetResult(File(stage));

    private TaskCompletionSource<string> Ready(string stage) =>
        _ready.GetOrAdd(stage, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
