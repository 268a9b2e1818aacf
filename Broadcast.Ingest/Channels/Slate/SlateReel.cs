using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Channels.Slate;

/// <summary>
/// One showing of the slate: endless fragments, each with one video frame, the silence beside it and its own decode times.
/// </summary>
internal sealed class SlateReel(SlateClip clip, string runId)
{
    private const uint SampleDependsOnNone = 0x0200_0000;
    private const uint SampleIsNotSync = 0x0101_0000;
    private long _frame;

    public MediaRun Run { get; } = clip.Run(runId);

    /// <summary>The next frame, placed at <paramref name="start"/>.</summary>
    public Fragment Next(DateTimeOffset start)
    {
        var frame = _frame++;
        var inLoop = (int)(frame % SlateClip.Frames);
        return new Fragment
        {
            Run = Run,
            Start = start,
            Duration = SlateClip.FrameDuration,
            Independent = inLoop == 0,
            Bytes = Write(frame, clip.Video[inLoop], inLoop == 0),
        };
    }

    private byte[] Write(long frame, ReadOnlyMemory<byte> picture, bool independent)
    {
        var firstSilence = SilencesBefore(frame);
        var silences = (int)(SilencesBefore(frame + 1) - firstSilence);
        var videoTraf = 8 + 16 + 20 + 20 + 12;
        var audioTraf = silences == 0 ? 0 : 8 + 16 + 20 + 20 + 8 * silences;
        var moof = 8 + 16 + videoTraf + audioTraf;
        var mdat = 8 + picture.Length + silences * clip.Silence.Length;
        var bytes = new byte[moof + mdat];
        var boxes = new BoxWriter(bytes);

        boxes.Header(moof, "moof"u8);
        boxes.Header(16, "mfhd"u8);
        boxes.Number(0);
        boxes.Number((uint)(frame + 1));

        boxes.Header(videoTraf, "traf"u8);
        Track(ref boxes, clip.VideoTrack, (ulong)frame * clip.VideoTimescale / SlateClip.FrameRate);
        boxes.Header(32, "trun"u8);
        // Offset, duration, size, flags.
        boxes.Number(0x000701);
        boxes.Number(1);
        boxes.Number((uint)(moof + 8));
        boxes.Number(clip.VideoTimescale / SlateClip.FrameRate);
        boxes.Number((uint)picture.Length);
        boxes.Number(independent ? SampleDependsOnNone : SampleIsNotSync);

        if (silences > 0)
        {
            boxes.Header(audioTraf, "traf"u8);
            Track(ref boxes, clip.AudioTrack, (ulong)firstSilence * SlateClip.AudioFrame);
            boxes.Header(20 + 8 * silences, "trun"u8);
            // Offset, duration, size.
            boxes.Number(0x000301);
            boxes.Number((uint)silences);
            boxes.Number((uint)(moof + 8 + picture.Length));
            for (var i = 0; i < silences; i++)
            {
                boxes.Number(SlateClip.AudioFrame);
                boxes.Number((uint)clip.Silence.Length);
            }
        }

        boxes.Header(mdat, "mdat"u8);
        boxes.Bytes(picture.Span);
        for (var i = 0; i < silences; i++)
            boxes.Bytes(clip.Silence.Span);
        return bytes;
    }

    /// <summary>How many AAC frames begin before the video frame does.</summary>
    private static long SilencesBefore(long frame) =>
        (frame * SlateClip.SampleRate / SlateClip.FrameRate + SlateClip.AudioFrame - 1) / SlateClip.AudioFrame;

    private static void Track(ref BoxWriter boxes, uint track, ulong decodeTime)
    {
        boxes.Header(16, "tfhd"u8);
        // default-base-is-moof.
        boxes.Number(0x020000);
        boxes.Number(track);
        boxes.Header(20, "tfdt"u8);
        boxes.Number(0x0100_0000);
        boxes.Number((uint)(decodeTime >> 32));
        boxes.Number((uint)decodeTime);
    }
}
