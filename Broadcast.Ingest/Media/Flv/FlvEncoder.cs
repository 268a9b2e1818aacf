using System.Runtime.InteropServices;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>
/// Turns a channel's fragments into FLV tags (Adobe FLV 10.1, annex E): NAL units and AAC frames as they are, with the times of the
/// channel. Not thread-safe: the channel's gate guards it.
/// </summary>
internal sealed class FlvEncoder(DateTimeOffset origin, long firstNumber = 0)
{
    private const byte KeyAvc = 0x17;
    private const byte InterAvc = 0x27;
    private const byte Aac = 0xAF;
    private const int PictureHead = 5;
    private const int SoundHead = 2;
    private const int MaxOffset = 0x7FFFFF;
    private static readonly TimeSpan MaxDistance = TimeSpan.FromSeconds(10);

    private readonly FlvTimeline _timeline = new(origin);
    private readonly List<Fmp4Sample> _samples = [];
    private readonly List<Planned> _plan = [];
    private MediaRun? _run;
    private Fmp4Init? _init;
    private FlvSetup? _setup;
    private ReadOnlyMemory<byte> _parameterSets;
    private long _next = firstNumber;

    /// <summary>Encodes the next fragment; null when it has no picture. The first fragment of each run must be independent.</summary>
    /// <exception cref="Fmp4Exception">The fragment cannot be read. The next one must be independent.</exception>
    public FlvBatch? Encode(Fragment fragment)
    {
        var begins = !ReferenceEquals(fragment.Run, _run);
        if (begins)
            _init = Fmp4Init.Parse(fragment.Run.Init.Span);
        _samples.Clear();
        Fmp4Samples.Read(fragment.Bytes, _init!, _samples);
        var first = _samples.FindIndex(sample => sample.IsVideo);
        if (first < 0)
            return null;

        var time = _timeline.Place(fragment, begins);
        if (begins)
        {
            (_run, _setup) = (fragment.Run, FlvSetup.Of(fragment.Run, _init!, Milliseconds(time)));
            _parameterSets = AvcParameterSets.Of(_init!.Video.Config.Span);
        }

        Plan(time, _samples[first].DecodeTime);
        return Write(fragment.Independent, (long)time.TotalMilliseconds);
    }

    /// <summary>Gives each sample its time, counted from the fragment's first picture (at <paramref name="media"/> ticks).</summary>
    private void Plan(TimeSpan start, long media)
    {
        _plan.Clear();
        var isFirst = true;
        foreach (var sample in _samples)
        {
            if (sample.IsVideo)
            {
                var exact = start + AfterFirstPicture(sample.DecodeTime, _init!.Video, media);
                var time = isFirst ? start : _timeline.Picture(exact);
                isFirst = false;
                var shown = (long)Math.Round((exact + Seconds(sample.Offset, _init.Video)).TotalMilliseconds);
                var offset = (int)Math.Clamp(shown - (long)time.TotalMilliseconds, -MaxOffset, MaxOffset);
                var sets = sample.Sync && !AvcParameterSets.NotNeededBefore(sample.Data.Span, _init.Video.Config.Span)
                    ? _parameterSets
                    : default;
                _plan.Add(new Planned(MediaKind.Video, Milliseconds(time), time, sample, offset, sets));
            }
            else if (_init!.Audio is { } track
                && _timeline.Sound(start + AfterFirstPicture(sample.DecodeTime, track, media), Seconds(sample.Duration, track)) is { } time)
            {
                _plan.Add(new Planned(MediaKind.Audio, Milliseconds(time), time, sample, 0, default));
            }
        }

        // Players read ahead as little as they can: sound and pictures are interleaved by time.
        _plan.Sort(Planned.ByTime);
    }

    private FlvBatch Write(bool independent, long time)
    {
        var length = 0;
        foreach (var planned in _plan)
            length += FlvWriter.TagHeaderSize + planned.BodyLength + FlvWriter.TrailerSize;
        var bytes = new byte[length];
        var tags = new FlvTag[_plan.Count];
        var at = 0;
        for (var i = 0; i < tags.Length; i++)
        {
            var planned = _plan[i];
            var body = bytes.AsMemory(at + FlvWriter.TagHeaderSize, planned.BodyLength);
            planned.WriteBody(body.Span);
            FlvWriter.Frame(planned.Kind, planned.Timestamp, body.Length, bytes.AsSpan(at));
            tags[i] = new FlvTag(planned.Kind, planned.Timestamp, body);
            at += FlvWriter.TagHeaderSize + body.Length + FlvWriter.TrailerSize;
        }

        _samples.Clear();
        return new FlvBatch { Number = _next++, Setup = _setup!, Independent = independent, Time = time, Tags = tags, Bytes = bytes };
    }

    /// <summary>FLV timestamps have 32 bits: they wrap after 49.7 days.</summary>
    private static uint Milliseconds(TimeSpan time) => (uint)(long)time.TotalMilliseconds;

    /// <summary>Time from the fragment's first picture (at <paramref name="picture"/> ticks) to a sample of any track.</summary>
    private TimeSpan AfterFirstPicture(long ticks, Fmp4Track track, long picture)
    {
        var apart = Ticks(ticks, track) - Ticks(picture, _init!.Video);
        return Int128.Abs(apart) <= MaxDistance.Ticks
            ? TimeSpan.FromTicks((long)apart)
            : throw new Fmp4Exception("Samples of a fragment are more than 10 s apart.");
    }

    /// <summary>Converts a duration or an offset of 32 bits; a larger number of ticks could overflow.</summary>
    private static TimeSpan Seconds(long ticks, Fmp4Track track) => TimeSpan.FromTicks((long)Ticks(ticks, track));

    private static Int128 Ticks(long ticks, Fmp4Track track) => (Int128)ticks * TimeSpan.TicksPerSecond / track.Timescale;

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Planned(
        MediaKind Kind, uint Timestamp, TimeSpan Time, Fmp4Sample Sample, int Offset, ReadOnlyMemory<byte> ParameterSets)
    {
        /// <summary>By time; at the same time pictures come before sound, and each track keeps its decode order.</summary>
        public static readonly Comparer<Planned> ByTime = Comparer<Planned>.Create((one, other) =>
            one.Time != other.Time ? one.Time.CompareTo(other.Time)
            : one.Kind != other.Kind ? other.Kind.CompareTo(one.Kind)
            : one.Sample.DecodeTime.CompareTo(other.Sample.DecodeTime));

        public int BodyLength => ParameterSets.Length + Sample.Data.Length + (Kind == MediaKind.Video ? PictureHead : SoundHead);

        public void WriteBody(Span<byte> body)
        {
            if (Kind == MediaKind.Video)
            {
                body[0] = Sample.Sync ? KeyAvc : InterAvc;
                body[1] = 1;
                body[2] = (byte)(Offset >> 16);
                body[3] = (byte)(Offset >> 8);
                body[4] = (byte)Offset;
                ParameterSets.Span.CopyTo(body[PictureHead..]);
                Sample.Data.Span.CopyTo(body[(PictureHead + ParameterSets.Length)..]);
            }
            else
            {
                body[0] = Aac;
                body[1] = 1;
                Sample.Data.Span.CopyTo(body[SoundHead..]);
            }
        }
    }
}
