using System.Buffers.Binary;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>
/// The slate's loop, taken apart: its initialisation segment, one sample for each video frame, and one AAC frame of silence. 48 frames
/// of 1/25 s last as long as 90 AAC frames of 1024/48000 s, so that the loop closes in both tracks.
/// </summary>
internal sealed record SlateClip
{
    public const int Frames = 48;
    public const int FrameRate = 25;
    public const int SampleRate = 48_000;
    public const int AudioFrame = 1024;

    public static readonly TimeSpan FrameDuration = TimeSpan.FromSeconds(1) / FrameRate;

    public required ReadOnlyMemory<byte> Init { get; init; }

    public required string Codecs { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required uint VideoTrack { get; init; }

    public required uint AudioTrack { get; init; }

    /// <summary>Ticks a second of the video track.</summary>
    public required uint VideoTimescale { get; init; }

    /// <summary>The first is an IDR frame, the others refer backwards only.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Video { get; init; }

    public required ReadOnlyMemory<byte> Silence { get; init; }

    /// <summary>A run of the slate, from its first frame.</summary>
    public MediaRun Run(string id) => new() { Id = id, Init = Init, Codecs = Codecs, Width = Width, Height = Height, FrameRate = FrameRate, Slate = true };

    /// <summary>Reads a file that FFmpeg made with <see cref="SlateArguments"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no such slate.</exception>
    public static SlateClip Read(ReadOnlyMemory<byte> file)
    {
        var boxes = new SlateFile(file);
        var video = boxes.Track("vide");
        var audio = boxes.Track("soun");
        if (video.Samples.Count < Frames || audio.Samples.Count < 3)
            throw new InvalidDataException($"The slate has {video.Samples.Count} video and {audio.Samples.Count} audio samples: too few.");

        var picture = SlateFile.VideoEntry(video).Span;
        var codec = SlateFile.VideoConfiguration(video).Span;
        return new SlateClip
        {
            Init = boxes.Init,
            Codecs = $"avc1.{codec[1]:x2}{codec[2]:x2}{codec[3]:x2},mp4a.40.2",
            Width = BinaryPrimitives.ReadUInt16BigEndian(picture[24..]),
            Height = BinaryPrimitives.ReadUInt16BigEndian(picture[26..]),
            VideoTrack = video.Id,
            AudioTrack = audio.Id,
            VideoTimescale = video.Timescale,
            Video = [.. video.Samples.Take(Frames)],
            // The first two audio frames carry the encoder's start; from the third on all are the same silence.
            Silence = audio.Samples[2],
        };
    }
}
