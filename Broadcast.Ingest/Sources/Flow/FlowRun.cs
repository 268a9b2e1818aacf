using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Aac;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Sources.Silence;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>One run of a source: maps its timestamps, fills in silence, and makes the tags for FFmpeg.</summary>
/// <param name="format">The format of both tracks.</param>
/// <param name="lengthSize">Bytes of a NAL unit's length prefix.</param>
/// <param name="first">The publisher's timestamp of the first picture.</param>
/// <param name="shift">Milliseconds by which all is shown later, so that no composition time is negative.</param>
/// <param name="options">Limits.</param>
internal sealed class FlowRun(RunFormat format, int lengthSize, long first, int shift, SourceOptions options)
{
    private readonly TimestampNormaliser _times = new(first, (long)options.TimestampJump.TotalMilliseconds);
    private readonly AudioFiller _filler = new(format.Audio.FrameDuration, options.AudioHole.TotalMilliseconds, format.SourceHasAudio);
    private readonly byte[]? _silence = SilentAac.Frame(format.Audio.Channels);

    /// <summary>True from a loss of pictures to the next IDR: frames in between are not used.</summary>
    public bool Interrupted { get; set; }

    /// <summary>Milliseconds by which all is shown later.</summary>
    public int Shift => shift;

    public double SilenceFilled => _filler.Filled;

    public bool Filling => _filler.Filling;

    /// <summary>Adds the steps that begin the run and write both sequence headers. Called first.</summary>
    public void Open(List<FeedStep> steps)
    {
        steps.Add(new FeedStep { Kind = FeedStepKind.Begin, Format = format, Reason = "" });
        steps.Add(Step(new FlvTag(MediaKind.Video, 0, Body([0x17, 0, 0, 0, 0], format.Avc.Span))));
        steps.Add(Step(new FlvTag(MediaKind.Audio, 0, Body([0xAF, 0], format.Aac.Span))));
    }

    /// <summary>Adds the steps for a picture. False when its timestamp leaps: the run must end.</summary>
    public bool TryPicture(in StampedMessage message, ReadOnlyMemory<byte> units, AvcFrameKind kind, List<FeedStep> steps)
    {
        if (_times.Map(MediaKind.Video, message.Message.Timestamp) is not { } time)
            return false;

        AddSilence(_filler.BeforeVideo(time), steps);
        var independent = kind.HasFlag(AvcFrameKind.Independent);
        steps.Add(Step(new FlvTag(MediaKind.Video, (uint)time, PictureBody(message.Message.Payload, units, kind))) with
        {
            Picture = message.Received,
            Independent = independent,
        });
        return true;
    }

    /// <summary>Adds the steps for a frame of sound, if it is used. False when its timestamp leaps: the run must end.</summary>
    public bool TryAudio(in MediaMessage message, List<FeedStep> steps, out bool used)
    {
        used = false;
        if (_times.Map(MediaKind.Audio, message.Timestamp) is not { } time)
            return false;
        if (time < 0)
            return true;

        // Sound has no composition time: it is shifted as a whole, so that it stays with its picture.
        time += shift;

        AddSilence(_filler.BeforeAudio(time, out used), steps);
        if (used)
            steps.Add(Step(new FlvTag(MediaKind.Audio, (uint)time, message.Payload)));
        return true;
    }

    private void AddSilence(IReadOnlyList<long> times, List<FeedStep> steps)
    {
        if (_silence is null)
            return;

        foreach (var time in times)
            steps.Add(Step(new FlvTag(MediaKind.Audio, (uint)time, Body([0xAF, 1], _silence))));
    }

    /// <summary>
    /// The received body with a correct keyframe flag, which FFmpeg trusts, without empty NAL units, and with the run's shift. A picture
    /// that would need more of it is shown when it is decoded.
    /// </summary>
    private ReadOnlyMemory<byte> PictureBody(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> units, AvcFrameKind kind)
    {
        var head = (byte)(kind.HasFlag(AvcFrameKind.Independent) ? 0x17 : 0x27);
        var hollow = kind.HasFlag(AvcFrameKind.Hollow);
        var composition = CompositionShift.Of(body.Span);
        var shifted = Math.Max(composition + shift, 0);
        if (!hollow && body.Span[0] == head && shifted == composition)
            return body;

        ReadOnlySpan<byte> rest = hollow ? AvcFrame.WithoutEmptyUnits(units.Span, lengthSize) : units.Span;
        return Body([head, body.Span[1], (byte)(shifted >> 16), (byte)(shifted >> 8), (byte)shifted], rest);
    }

    private static byte[] Body(ReadOnlySpan<byte> head, ReadOnlySpan<byte> content) => [.. head, .. content];

    private static FeedStep Step(FlvTag tag) => new() { Kind = FeedStepKind.Write, Tag = tag, Reason = "" };
}
