using System.Buffers;
using Broadcast.Ingest.Media.Amf;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>
/// What a decoder must get before a run's first picture: <c>onMetaData</c> and the sequence headers (Adobe FLV 10.1, E.4 and E.5).
/// </summary>
internal sealed class FlvSetup
{
    /// <summary>Key frame, H.264.</summary>
    private const byte KeyAvc = 0x17;

    /// <summary>AAC, and what the specification fixes for it: 44 kHz, 16 bit, stereo, whatever the sound really is.</summary>
    private const byte Aac = 0xAF;

    private FlvSetup(FlvTag[] tags)
    {
        Tags = tags;
        var bytes = new byte[tags.Sum(tag => FlvWriter.Size(tag))];
        var at = 0;
        foreach (var tag in tags)
        {
            FlvWriter.Write(tag, bytes.AsSpan(at));
            at += FlvWriter.Size(tag);
        }

        Bytes = bytes;
    }

    public IReadOnlyList<FlvTag> Tags { get; }

    /// <summary>The tags as in an FLV file, with headers and back pointers.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <param name="run">The run that begins.</param>
    /// <param name="init">Its initialisation segment.</param>
    /// <param name="timestamp">Timestamp of the run's first picture, in milliseconds.</param>
    public static FlvSetup Of(MediaRun run, Fmp4Init init, uint timestamp)
    {
        var tags = new List<FlvTag>
        {
            // At 0 in every run: FFmpeg takes metadata with any other timestamp for a track of text.
            new(MediaKind.Data, 0, Metadata(run, init)),
            new(MediaKind.Video, timestamp, (byte[])[KeyAvc, 0, 0, 0, 0, .. init.Video.Config.Span]),
        };
        if (init.Audio is { } audio)
            tags.Add(new FlvTag(MediaKind.Audio, timestamp, (byte[])[Aac, 0, .. audio.Config.Span]));
        return new FlvSetup([.. tags]);
    }

    private static byte[] Metadata(MediaRun run, Fmp4Init init)
    {
        var values = new AmfObject { IsArray = true }
            .Add("width", (double)init.Width)
            .Add("height", (double)init.Height)
            .Add("videocodecid", 7d)
            .Add("hasVideo", true)
            .Add("hasAudio", init.Audio is not null);
        if (run.FrameRate > 0)
            values.Add("framerate", run.FrameRate);
        if (init.Audio is not null)
            values.Add("audiocodecid", 10d);

        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.WriteAmf("onMetaData");
        buffer.WriteAmf(values);
        return buffer.WrittenSpan.ToArray();
    }
}
