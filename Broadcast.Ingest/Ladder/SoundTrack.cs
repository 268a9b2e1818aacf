using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// Extracts the sound of a run's fragmented MP4, without a process and without delay: the same samples at the same decode times, in one
/// moof+mdat pair for each row of samples without a hole. Calls follow the run's order. The last sample of a call goes out with the next
/// call: a short part may have no sound of its own, and no part may be empty.
/// </summary>
internal sealed class SoundTrack
{
    private readonly Fmp4Init _init;
    private readonly Fmp4Track _track;
    private readonly List<Fmp4Sample> _samples = [];
    private Fmp4Sample? _heldBack;
    private uint _sequence;

    private SoundTrack(Fmp4Init init, Fmp4Track track, byte[] bytes) => (_init, _track, Init) = (init, track, bytes);

    /// <summary>ftyp+moov of the sound alone.</summary>
    public ReadOnlyMemory<byte> Init { get; }

    /// <summary>RFC 6381.</summary>
    public string Codec => _track.Codec;

    /// <summary>Null when there is no sound.</summary>
    /// <exception cref="Fmp4Exception">Not an initialisation segment with H.264, or its boxes are damaged.</exception>
    public static SoundTrack? Of(ReadOnlySpan<byte> init)
    {
        var parsed = Fmp4Init.Parse(init);
        return parsed.Audio is { } track ? new SoundTrack(parsed, track, SoundInit.Of(init, parsed.Video.Id)) : null;
    }

    /// <summary>The sound of the next fragments; empty when there is none.</summary>
    /// <exception cref="Fmp4Exception">Not fragments of this run.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Extract(IEnumerable<ReadOnlyMemory<byte>> fragments)
    {
        _samples.Clear();
        foreach (var fragment in fragments)
            Fmp4Samples.Read(fragment, _init, _samples);
        _samples.RemoveAll(sample => sample.IsVideo);
        if (_heldBack is { } earlier)
            _samples.Insert(0, earlier);
        _heldBack = null;
        if (_samples.Count > 1)
        {
            _heldBack = _samples[^1];
            _samples.RemoveAt(_samples.Count - 1);
        }

        var pairs = new List<ReadOnlyMemory<byte>>(1);
        for (var start = 0; start < _samples.Count;)
        {
            var end = start + 1;
            while (end < _samples.Count && _samples[end].DecodeTime == _samples[end - 1].DecodeTime + _samples[end - 1].Duration)
                end++;
            pairs.Add(Write(_samples[start..end]));
            start = end;
        }

        return pairs;
    }

    private byte[] Write(List<Fmp4Sample> samples)
    {
        var trun = 20 + 8 * samples.Count;
        var traf = 8 + 16 + 20 + trun;
        var moof = 8 + 16 + traf;
        var mdat = 8 + samples.Sum(sample => sample.Data.Length);
        var bytes = new byte[moof + mdat];
        var boxes = new BoxWriter(bytes);
        boxes.Header(moof, "moof"u8);
        boxes.Header(16, "mfhd"u8);
        boxes.Number(0);
        boxes.Number(++_sequence);
        boxes.Header(traf, "traf"u8);
        boxes.Header(16, "tfhd"u8);
        // default-base-is-moof.
        boxes.Number(0x020000);
        boxes.Number(_track.Id);
        boxes.Header(20, "tfdt"u8);
        boxes.Number(0x0100_0000);
        boxes.Number((uint)(samples[0].DecodeTime >> 32));
        boxes.Number((uint)samples[0].DecodeTime);
        boxes.Header(trun, "trun"u8);
        // Data offset, and duration and size of each sample.
        boxes.Number(0x000301);
        boxes.Number((uint)samples.Count);
        boxes.Number((uint)(moof + 8));
        foreach (var sample in samples)
        {
            boxes.Number(sample.Duration);
            boxes.Number((uint)sample.Data.Length);
        }

        boxes.Header(mdat, "mdat"u8);
        foreach (var sample in samples)
            boxes.Bytes(sample.Data.Span);
        return bytes;
    }
}
