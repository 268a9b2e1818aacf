using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>
/// The slate: made once by FFmpeg, kept in the data directory, and made again when its arguments have changed. Ready before the first
/// channel, because hosted services start in the order of their registration.
/// </summary>
internal sealed partial class SlateStore(IConfiguration configuration, ChildWatcher watcher, ILogger<SlateStore> logger) : IHostedService
{
    private static readonly TimeSpan MakingTime = TimeSpan.FromSeconds(60);
    private SlateClip? _clip;

    public SlateClip Clip => _clip ?? throw new InvalidOperationException("The slate is not made yet: start SlateStore first.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["DataDirectory"] is { Length: > 0 } data)
        {
            var folder = Directory.CreateDirectory(Path.Combine(data, "slate")).FullName;
            _clip = await LoadAsync(folder, cancellationToken);
            return;
        }

        var temporary = Directory.CreateTempSubdirectory("livefestival-slate-");
        try
        {
            _clip = await LoadAsync(temporary.FullName, cancellationToken);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<SlateClip> LoadAsync(string folder, CancellationToken cancellation)
    {
        var chinese = await SlateFonts.FindAsync("zh-cn", watcher, cancellation);
        if (chinese is null)
            NoFont(logger);
        var latin = chinese ?? await SlateFonts.FindAsync("en", watcher, cancellation);
        var recipe = SlateArguments.Build("slate.mp4", chinese, latin);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', recipe))))[..16];
        var file = Path.Combine(folder, $"slate-{name}.mp4");
        if (File.Exists(file))
        {
            try
            {
                return SlateClip.Read(await File.ReadAllBytesAsync(file, cancellation));
            }
            catch (InvalidDataException exception)
            {
                Unreadable(logger, file, exception.Message);
            }
        }

        var unfinished = Path.Combine(folder, $"slate-{name}.making.mp4");
        await MakeAsync(unfinished, chinese, latin, cancellation);
        var clip = SlateClip.Read(await File.ReadAllBytesAsync(unfinished, cancellation));
        File.Move(unfinished, file, overwrite: true);
        Made(logger, file, clip.Codecs);
        return clip;
    }

    private async Task MakeAsync(string file, string? chinese, string? latin, CancellationToken cancellation)
    {
        await using var ffmpeg = ChildProcess.Start(new ChildCommand { FileName = "ffmpeg", Arguments = SlateArguments.Build(file, chinese, latin) }, watcher);
        var code = await ffmpeg.Exited.WaitAsync(MakingTime, cancellation);
        if (code != 0)
            throw new StartFailure(
                $"FFmpeg could not make the slate (exit code {code}): {string.Join(" / ", ffmpeg.LastLines.TakeLast(2))}. Give the user who starts the host the right to write there, "
                + "and the disk some space, or choose another --DataDirectory; and FFmpeg must have libx264 and drawtext, as Debian's has.");
    }

    [LoggerMessage(EventName = nameof(NoFont), Level = LogLevel.Warning, Message = "No font with Chinese letters is installed: the slate leaves that line out. On Debian, install fonts-noto-cjk")]
    private static partial void NoFont(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "The slate was made: {File}, {Codecs}")]
    private static partial void Made(ILogger logger, string file, string codecs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The slate {File} cannot be read and is made again: {Reason}")]
    private static partial void Unreadable(ILogger logger, string file, string reason);
}
