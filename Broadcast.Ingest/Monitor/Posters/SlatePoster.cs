using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Channels.Slate;
using Broadcast.Ingest.Media.FFmpeg;
using FFMpegCore;
using FFMpegCore.Arguments;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>The slate's first picture as a poster, for channels without a source. FFmpeg makes it once, when the host starts.</summary>
internal sealed partial class SlatePoster(SlateStore slate, ChildWatcher watcher, TimeProvider time, ILogger<SlatePoster> logger)
{
    private static readonly TimeSpan MakingTime = TimeSpan.FromSeconds(30);

    /// <summary>Null until it is made.</summary>
    public Poster? Poster { get; private set; }

    public async Task MakeAsync(CancellationToken cancellation)
    {
        try
        {
            await using var ffmpeg = ChildProcess.Start(new ChildCommand { FileName = "ffmpeg", Arguments = Arguments(), Input = true, Output = true }, watcher);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(MakingTime);
            var jpeg = new MemoryStream();
            var reading = ffmpeg.Output.CopyToAsync(jpeg, deadline.Token);
            var reel = new SlateReel(slate.Clip, "poster");
            await ffmpeg.Input.WriteAsync(slate.Clip.Init, deadline.Token);
            await ffmpeg.Input.WriteAsync(reel.Next(time.GetUtcNow()).Bytes, deadline.Token);
            await ffmpeg.Input.DisposeAsync();
            await reading;
            if (new JpegSplitter().Accept(jpeg.ToArray()) is [var picture, ..])
                Poster = new Poster(0, picture);
            else
                NotMade(logger, string.Join(" / ", ffmpeg.LastLines));
        }
        catch (Exception exception) when (exception is IOException or ProgramMissingException or System.ComponentModel.Win32Exception
            || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Channels play without it; only the poster is missing.
            NotMade(logger, exception.Message);
        }
    }

    private static IReadOnlyList<string> Arguments() => ArgumentLine.Split(FFMpegArguments
        .FromFileInput("pipe:0", false, options => options.WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel error -f mp4")))
        .OutputToFile("pipe:1", false, options => options.WithArgument(new CustomArgument(
            $"-map 0:v -vf scale={MonitorArguments.PosterWidth}:-2,format=yuvj420p -frames:v 1 -c:v mjpeg -q:v 4 -f image2pipe")))
        .Arguments);

    [LoggerMessage(EventName = nameof(NotMade), Level = LogLevel.Warning,
        Message = "The slate's poster was not made, channels without a source have none until a restart: {Reason}")]
    private static partial void NotMade(ILogger logger, string reason);
}
