using System.Globalization;
using Broadcast.Ingest.Media.FFmpeg;
using Broadcast.Ingest.Sources.Order;
using FFMpegCore;
using FFMpegCore.Arguments;
using FFMpegCore.Enums;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// FFmpeg's arguments to fetch an input; FFmpeg writes FLV with H.264 and AAC to standard output. Each choice was tested with FFmpeg 5.1:
/// see Inputs/README.md.
/// </summary>
internal static class FetchArguments
{
    public static IReadOnlyList<string> Build(InputOptions input, bool encodeVideo, bool encodeAudio)
    {
        var processor = FFMpegArguments
            .FromFileInput(Source(input), false, options =>
            {
                options.WithArgument(new CustomArgument("-nostdin -hide_banner -nostats -loglevel warning"));
                foreach (var argument in Reading(input))
                    options.WithArgument(new CustomArgument(argument));
            })
            .OutputToFile("pipe:1", false, options =>
            {
                options.WithArgument(new CustomArgument("-map 0:v:0 -map 0:a:0?"));
                foreach (var argument in Codecs(encodeVideo, encodeAudio))
                    options.WithArgument(argument);
                options.WithArgument(new CustomArgument("-f flv -flvflags no_duration_filesize -flush_packets 1"));
            });
        return ArgumentLine.Split(processor.Arguments);
    }

    private static string Source(InputOptions input) => input.KindOf() switch
    {
        InputKind.Srt => $"srt://{input.Address}:{input.Port}",
        InputKind.File => input.Path!,
        _ => input.Url!,
    };

    private static IEnumerable<string> Reading(InputOptions input)
    {
        // Microseconds. FFmpeg also ends by itself when its peer hangs.
        var silence = $"-rw_timeout {Microseconds(input.Timeout)}";
        return input.KindOf() switch
        {
            InputKind.Rtmp => ["-protocol_whitelist rtmp,rtmps,tcp,tls,crypto", silence, "-analyzeduration 2000000", "-f live_flv"],

            // A playlist may name any URL: the whitelist allows web protocols only.
            InputKind.Hls =>
            [
                "-protocol_whitelist http,https,tcp,tls,crypto,httpproxy", silence,
                "-reconnect 1 -reconnect_streamed 1 -reconnect_on_network_error 1 -reconnect_on_http_error 5xx -reconnect_delay_max 2",
                "-analyzeduration 2000000", "-f hls",
            ],
            InputKind.Srt =>
            [
                "-mode listener", $"-latency {Microseconds(input.Latency)}", $"-timeout {Microseconds(input.Timeout)}",
                .. input.Passphrase is null ? (string[])[] : [$"-passphrase {input.Passphrase} -pbkeylen 16"],
                "-analyzeduration 2000000 -probesize 1000000", "-f mpegts",
            ],
            InputKind.File => ["-protocol_whitelist file,crypto,data", "-stream_loop -1", "-re"],
            _ => throw new InvalidOperationException("An input of kind push cannot be fetched: an encoder sends it."),
        };
    }

    private static IEnumerable<IArgument> Codecs(bool encodeVideo, bool encodeAudio)
    {
        if (encodeVideo)
        {
            yield return new VideoCodecArgument("libx264");
            yield return new CustomArgument("-preset veryfast -tune zerolatency -pix_fmt yuv420p -crf 23 -maxrate 4M -bufsize 4M");
            // A keyframe each two seconds, whatever the frame rate.
            yield return new CustomArgument("-force_key_frames expr:gte(t,n_forced*2) -sc_threshold 0");
        }
        else
        {
            yield return new CopyArgument(StreamType.Video, null);
        }

        if (encodeAudio)
        {
            yield return new AudioCodecArgument("aac");
            yield return new CustomArgument("-b:a 128k -ar 48000 -ac 2");
        }
        else
        {
            // No explicit -bsf:a aac_adtstoasc: the muxer adds it where needed, and an explicit one loses the sound when a file loops.
            yield return new CopyArgument(StreamType.Audio, null);
        }
    }

    private static string Microseconds(TimeSpan span) => ((long)span.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
}
