using System.Diagnostics;

namespace Broadcast.Ingest.Tests.Monitor;

/// <summary>What is really in a JPEG, as FFmpeg decodes it.</summary>
internal static class JpegColour
{
    /// <summary>The colour of the upper left corner's 32 by 32 pixels, averaged.</summary>
    public static async Task<(int Red, int Green, int Blue)> CornerAsync(byte[] jpeg)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in "-nostdin -v error -f mjpeg -i pipe:0 -vf crop=32:32:0:0,scale=1:1:flags=area -frames:v 1 -pix_fmt rgb24 -f rawvideo pipe:1".Split(' '))
            start.ArgumentList.Add(argument);
        using var ffmpeg = Process.Start(start)!;
        using var pixels = new MemoryStream();
        var reading = ffmpeg.StandardOutput.BaseStream.CopyToAsync(pixels);
        await ffmpeg.StandardInput.BaseStream.WriteAsync(jpeg);
        ffmpeg.StandardInput.Close();
        await reading;
        await ffmpeg.WaitForExitAsync();
        var colour = pixels.ToArray();
        Assert.That(colour, Has.Length.EqualTo(3), "FFmpeg reads no picture in it");
        return (colour[0], colour[1], colour[2]);
    }
}
