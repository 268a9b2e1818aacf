using System.Globalization;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Makes one MP4 of a replay, with FFmpeg at low priority: what is live comes first.</summary>
internal sealed class FilmMaker(ChildWatcher watcher)
{
    /// <summary>FFmpeg hangs when it takes no input, or its file does not grow, for this long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    /// <param name="media">What the film shows.</param>
    /// <param name="init">Gives the file of an initialisation segment, by name.</param>
    /// <param name="folder">An empty folder for the pieces. The caller deletes it.</param>
    /// <param name="cancellation">Gives up; FFmpeg is killed.</param>
    /// <returns>The finished file, in the folder.</returns>
    /// <exception cref="InvalidOperationException">FFmpeg failed or hung.</exception>
    public async Task<string> MakeAsync(ReplayMedia media, Func<string, string> init, string folder, CancellationToken cancellation)
    {
        var runs = Runs(media);
        var inits = media.Segments.Select(segment => segment.Init).DistinctBy(one => one.Name, StringComparer.Ordinal).ToList();
        var form = inits.Count == 1 ? null : FilmForm.Of(inits);
        var list = new List<string>();
        for (var i = 0; i < runs.Count; i++)
        {
            var piece = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i}.ts"));
            var arguments = form is null ? FilmArguments.Copy(piece)
                : FilmArguments.Transcode(piece, form, runs[i][0].Init.Codecs.Contains("mp4a", StringComparison.Ordinal));
            await RunAsync(arguments, piece, stdin => FeedAsync(stdin, runs[i], init, cancellation), cancellation);
            list.Add($"file '{piece.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }

        var names = Path.Combine(folder, "pieces.txt");
        await File.WriteAllLinesAsync(names, list, cancellation);
        var film = Path.Combine(folder, "film.mp4");
        await RunAsync(FilmArguments.Join(names, film), film, _ => Task.CompletedTask, cancellation);
        return film;
    }

    private static List<List<ArchivedSegment>> Runs(ReplayMedia media)
    {
        var runs = new List<List<ArchivedSegment>>();
        foreach (var (segment, entry) in media.Segments.Zip(media.Entries))
        {
            if (runs.Count == 0 || entry.Discontinuity)
                runs.Add([]);
            runs[^1].Add(segment);
        }

        return runs;
    }

    private static async Task FeedAsync(Stream stdin, List<ArchivedSegment> run, Func<string, string> init, CancellationToken cancellation)
    {
        await stdin.WriteAsync(await File.ReadAllBytesAsync(init(run[0].Init.Name), cancellation), cancellation).AsTask().WaitAsync(Patience, cancellation);
        foreach (var (segment, _, path) in run)
        {
            using var file = File.OpenHandle(path, options: FileOptions.Asynchronous);
            var bytes = new byte[segment.Length];
            await RandomAccess.ReadAsync(file, bytes, segment.Offset, cancellation);
            await stdin.WriteAsync(bytes, cancellation).AsTask().WaitAsync(Patience, cancellation);
        }
    }

    private async Task RunAsync(IReadOnlyList<string> arguments, string output, Func<Stream, Task> feed, CancellationToken cancellation)
    {
        await using var ffmpeg = ChildProcess.Start(
            new ChildCommand { FileName = "nice", Arguments = ["-n", "15", ProgramPath.Find("ffmpeg"), .. arguments], Input = true }, watcher);
        try
        {
            await feed(ffmpeg.Input);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            throw new InvalidOperationException($"FFmpeg stopped reading its input: {string.Join(" / ", ffmpeg.LastLines)}", exception);
        }

        await ffmpeg.Input.DisposeAsync();
        var still = TimeSpan.Zero;
        var size = 0L;
        while (!ffmpeg.Exited.IsCompleted)
        {
            await Task.WhenAny(ffmpeg.Exited, Task.Delay(CheckInterval, cancellation));
            cancellation.ThrowIfCancellationRequested();
            var now = new FileInfo(output) is { Exists: true } file ? file.Length : 0;
            still = now == size ? still + CheckInterval : TimeSpan.Zero;
            size = now;
            if (still > Patience)
                throw new InvalidOperationException("FFmpeg hangs: its output has not grown for a minute.");
        }

        // Both must hold: a file that is not empty, and an exit without a fault.
        if (new FileInfo(output) is not { Exists: true, Length: > 0 } || await ffmpeg.Exited != 0)
            throw new InvalidOperationException($"FFmpeg failed or wrote nothing: {string.Join(" / ", ffmpeg.LastLines)}");
    }
}
