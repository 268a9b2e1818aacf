using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>
/// Makes the film of a scene with FFmpeg: first its sound, cut to whole AAC frames, then its picture. A film appears under its name when it is
/// complete and on the disk; what was begun when the host died is removed by <see cref="SceneShelf.Tidy"/>.
/// </summary>
internal sealed class SceneFilmer(ChildWatcher watcher)
{
    /// <summary>AAC frames before the loop and behind it, in which the encoder settles.</summary>
    private const int Around = 16;

    /// <param name="scene">What is made.</param>
    /// <param name="file">Where the film is put.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="frames">How many frames of the loop are drawn, from its first one on.</param>
    /// <param name="drawn">Called with the number of frames that are drawn, by the thread that draws.</param>
    /// <param name="cancellation">Ends it between two frames.</param>
    public async Task MakeAsync(StageScene scene, string file, int height, int frames, Action<int> drawn, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.GetDirectoryName(file)!).FullName;
        // Hosts that share a folder do not write into each other's files; two containers may have the same process id.
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{Guid.NewGuid():N}{SceneShelf.Making}";
        await MakeSoundAsync(scene, folder, name, frames, cancellation);
        await using (var encoder = Start(folder, SceneArguments.Film($"{name}.aac", $"{name}.mp4", SceneFrames.WidthOf(height), height)))
        {
            await QuietThread.RunAsync(() => Draw(scene, encoder, height, frames, drawn, cancellation));
            await SucceedAsync(encoder, cancellation);
        }

        using (var film = File.OpenHandle(Path.Combine(folder, $"{name}.mp4"), FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.FlushToDisk(film);
        File.Move(Path.Combine(folder, $"{name}.mp4"), file, overwrite: true);
        File.Delete(Path.Combine(folder, $"{name}.aac"));
    }

    private static void Draw(StageScene scene, ChildProcess encoder, int height, int count, Action<int> drawn, CancellationToken cancellation)
    {
        try
        {
            using var frames = new SceneFrames(scene.Picture, height);
            for (var frame = 0; frame < count; frame++)
            {
                cancellation.ThrowIfCancellationRequested();
                encoder.Input.Write(frames.Draw(LoopTime.OfFrame(frame)));
                drawn(frame + 1);
            }

            encoder.Input.Dispose();
        }
        catch (IOException)
        {
            // FFmpeg has ended before its time; its last lines say why.
        }
    }

    private async Task MakeSoundAsync(StageScene scene, string folder, string name, int frames, CancellationToken cancellation)
    {
        var whole = Path.Combine(folder, $"{name}.whole.aac");
        await using (var encoder = Start(folder, SceneArguments.Sound($"{name}.whole.aac")))
        {
            await QuietThread.RunAsync(() => Write(encoder, scene.Sound().Pcm(Around)));
            await SucceedAsync(encoder, cancellation);
        }

        var sound = AdtsFrames.Cut(await File.ReadAllBytesAsync(whole, cancellation), Around, Loop.AacFrames * frames / Loop.Frames);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.aac"), sound, cancellation);
        File.Delete(whole);
    }

    private static void Write(ChildProcess encoder, byte[] samples)
    {
        try
        {
            encoder.Input.Write(samples);
            encoder.Input.Dispose();
        }
        catch (IOException)
        {
            // FFmpeg has ended before its time; its last lines say why.
        }
    }

    /// <summary>Behind everything else that runs on the machine, as the thread that draws is.</summary>
    private ChildProcess Start(string folder, IReadOnlyList<string> arguments) => ChildProcess.Start(
        new ChildCommand
        {
            FileName = "nice",
            Arguments = ["-n", FormattableString.Invariant($"{QuietThread.Niceness}"), "ffmpeg", .. arguments],
            Input = true,
            WorkingDirectory = folder,
        },
        watcher);

    private static async Task SucceedAsync(ChildProcess encoder, CancellationToken cancellation)
    {
        var code = await encoder.Exited.WaitAsync(cancellation);
        if (code != 0)
            throw new InvalidOperationException($"FFmpeg could not make the film (exit code {code}): {string.Join(" | ", encoder.LastLines)}");
    }
}
