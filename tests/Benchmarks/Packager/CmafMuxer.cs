using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Aac;
using Broadcast.Ingest.Media.Flv;

namespace Benchmarks.Packager;

/// <summary>
/// Turns FLV tags of H.264 and AAC into fragmented MP4 with one picture a fragment, like the FFmpeg pipe. A trial, for measurements only:
/// it handles no holes, changed headers or hostile input, because the sources' flow deals with those before a packager.
/// </summary>
internal sealed class CmafMuxer(int width, int height)
{
    private const uint VideoScale = 90_000;
    private readonly Mp4Boxes _boxes = new();
    private readonly List<FlvTag> _sounds = [];
    private ReadOnlyMemory<byte> _avcC;
    private ReadOnlyMemory<byte> _audioConfig;
    private AacFormat? _audio;
    private FlvTag? _picture;
    private uint _number;

    /// <summary>ftyp+moov; null until both sequence headers were added.</summary>
    public byte[]? Init { get; private set; }

    /// <summary>Adds a tag; returns the fragment that the tag completes, or null.</summary>
    public byte[]? Add(in FlvTag tag)
    {
        switch (tag.Kind)
        {
            case MediaKind.Video when tag.Body.Span[1] == 0:
                _avcC = tag.Body[5..];
                break;
            case MediaKind.Audio when tag.Body.Span[1] == 0:
                _audioConfig = tag.Body[2..];
                _audio = AacFormat.Parse(_audioConfig.Span);
                break;
            case MediaKind.Video when tag.Body.Span[1] == 1:
                var fragment = _picture is { } picture ? Fragment(picture, tag.Timestamp - picture.Timestamp) : null;
                _picture = tag;
                return fragment;
            case MediaKind.Audio when _picture is not null:
                _sounds.Add(tag);
                break;
        }

        if (Init is null && !_avcC.IsEmpty && _audio is not null)
            Init = WriteInit();
        return null;
    }

    private byte[] Fragment(in FlvTag picture, uint milliseconds)
    {
        _boxes.Clear();
        var moof = _boxes.Begin("moof"u8);
        var mfhd = _boxes.Begin("mfhd"u8, 0, 0);
        _boxes.Number(++_number);
        _boxes.End(mfhd);

        var body = picture.Body.Span;
        var traf = Track(1, 0, picture.Timestamp * (ulong)VideoScale / 1000);
        var trun = _boxes.Begin("trun"u8, 1, 0xF01);
        _boxes.Number(1);
        var pictureAt = _boxes.Length;
        _boxes.Number(0);
        _boxes.Number(milliseconds * VideoScale / 1000);
        _boxes.Number((uint)(body.Length - 5));
        _boxes.Number(body[0] >> 4 == 1 ? 0x0200_0000u : 0x0101_0000);
        _boxes.Number((uint)((body[2] << 24 | body[3] << 16 | body[4] << 8) >> 8) * VideoScale / 1000);
        _boxes.End(trun);
        _boxes.End(traf);

        var soundsAt = 0;
        if (_sounds.Count > 0)
        {
            traf = Track(2, (uint)_audio!.SamplesPerFrame, _sounds[0].Timestamp * (ulong)_audio.SampleRate / 1000);
            trun = _boxes.Begin("trun"u8, 0, 0x201);
            _boxes.Number((uint)_sounds.Count);
            soundsAt = _boxes.Length;
            _boxes.Number(0);
            foreach (var sound in _sounds)
                _boxes.Number((uint)(sound.Body.Length - 2));
            _boxes.End(trun);
            _boxes.End(traf);
        }

        _boxes.End(moof);
        var mdat = _boxes.Begin("mdat"u8);
        _boxes.Set(pictureAt, (uint)_boxes.Length);
        _boxes.Bytes(body[5..]);
        if (_sounds.Count > 0)
            _boxes.Set(soundsAt, (uint)_boxes.Length);
        foreach (var sound in _sounds)
            _boxes.Bytes(sound.Body.Span[2..]);
        _boxes.End(mdat);
        _sounds.Clear();
        return _boxes.ToArray();
    }

    private int Track(uint id, uint sampleDuration, ulong time)
    {
        var traf = _boxes.Begin("traf"u8);
        var tfhd = _boxes.Begin("tfhd"u8, 0, sampleDuration > 0 ? 0x020008u : 0x020000);
        _boxes.Number(id);
        if (sampleDuration > 0)
            _boxes.Number(sampleDuration);
        _boxes.End(tfhd);
        var tfdt = _boxes.Begin("tfdt"u8, 1, 0);
        _boxes.Number(time);
        _boxes.End(tfdt);
        return traf;
    }

    private byte[] WriteInit()
    {
        _boxes.Clear();
        var ftyp = _boxes.Begin("ftyp"u8);
        _boxes.Bytes("iso6"u8);
        _boxes.Number(1);
        _boxes.Bytes("iso6cmfcmp41"u8);
        _boxes.End(ftyp);
        var moov = _boxes.Begin("moov"u8);
        var mvhd = _boxes.Begin("mvhd"u8, 0, 0);
        _boxes.Zeros(8);
        _boxes.Number(1000);
        _boxes.Zeros(4);
        _boxes.Number(0x10000);
        _boxes.Short(0x100);
        _boxes.Zeros(10);
        Matrix();
        _boxes.Zeros(24);
        _boxes.Number(3);
        _boxes.End(mvhd);
        Trak(1, VideoScale, "vide"u8);
        Trak(2, (uint)_audio!.SampleRate, "soun"u8);
        var mvex = _boxes.Begin("mvex"u8);
        for (var track = 1u; track <= 2; track++)
        {
            var trex = _boxes.Begin("trex"u8, 0, 0);
            _boxes.Number(track);
            _boxes.Number(1);
            _boxes.Zeros(12);
            _boxes.End(trex);
        }

        _boxes.End(mvex);
        _boxes.End(moov);
        return _boxes.ToArray();
    }

    private void Trak(uint id, uint scale, ReadOnlySpan<byte> handler)
    {
        var video = id == 1;
        var trak = _boxes.Begin("trak"u8);
        var tkhd = _boxes.Begin("tkhd"u8, 0, 3);
        _boxes.Zeros(8);
        _boxes.Number(id);
        _boxes.Zeros(20);
        _boxes.Short(video ? 0 : 0x100);
        _boxes.Zeros(2);
        Matrix();
        _boxes.Number(video ? (uint)width << 16 : 0);
        _boxes.Number(video ? (uint)height << 16 : 0);
        _boxes.End(tkhd);
        var mdia = _boxes.Begin("mdia"u8);
        var mdhd = _boxes.Begin("mdhd"u8, 0, 0);
        _boxes.Zeros(8);
        _boxes.Number(scale);
        _boxes.Zeros(4);
        _boxes.Short(0x55C4);
        _boxes.Zeros(2);
        _boxes.End(mdhd);
        var hdlr = _boxes.Begin("hdlr"u8, 0, 0);
        _boxes.Zeros(4);
        _boxes.Bytes(handler);
        _boxes.Zeros(13);
        _boxes.End(hdlr);
        var minf = _boxes.Begin("minf"u8);
        var header = video ? _boxes.Begin("vmhd"u8, 0, 1) : _boxes.Begin("smhd"u8, 0, 0);
        _boxes.Zeros(video ? 8 : 4);
        _boxes.End(header);
        var dinf = _boxes.Begin("dinf"u8);
        var dref = _boxes.Begin("dref"u8, 0, 0);
        _boxes.Number(1);
        _boxes.End(_boxes.Begin("url "u8, 0, 1));
        _boxes.End(dref);
        _boxes.End(dinf);
        var stbl = _boxes.Begin("stbl"u8);
        var stsd = _boxes.Begin("stsd"u8, 0, 0);
        _boxes.Number(1);
        if (video)
            VideoEntry();
        else
            AudioEntry();
        _boxes.End(stsd);
        foreach (var table in (string[])["stts", "stsc", "stco"])
            Empty(table, 4);
        Empty("stsz", 8);
        _boxes.End(stbl);
        _boxes.End(minf);
        _boxes.End(mdia);
        _boxes.End(trak);
    }

    private void VideoEntry()
    {
        var entry = _boxes.Begin("avc1"u8);
        _boxes.Zeros(6);
        _boxes.Short(1);
        _boxes.Zeros(16);
        _boxes.Short(width);
        _boxes.Short(height);
        _boxes.Number(0x480000);
        _boxes.Number(0x480000);
        _boxes.Zeros(4);
        _boxes.Short(1);
        _boxes.Zeros(32);
        _boxes.Short(24);
        _boxes.Short(0xFFFF);
        var avcC = _boxes.Begin("avcC"u8);
        _boxes.Bytes(_avcC.Span);
        _boxes.End(avcC);
        _boxes.End(entry);
    }

    private void AudioEntry()
    {
        var entry = _boxes.Begin("mp4a"u8);
        _boxes.Zeros(6);
        _boxes.Short(1);
        _boxes.Zeros(8);
        _boxes.Short(_audio!.Channels);
        _boxes.Short(16);
        _boxes.Zeros(4);
        _boxes.Number((uint)_audio.SampleRate << 16);
        var esds = _boxes.Begin("esds"u8, 0, 0);
        var config = _audioConfig.Span;
        // Descriptors of ISO/IEC 14496-1: ES, decoder configuration (AAC, audio stream), AudioSpecificConfig, SL.
        _boxes.Bytes([3, (byte)(23 + config.Length), 0, 2, 0, 4, (byte)(15 + config.Length), 0x40, 0x15, 0, 0, 0]);
        _boxes.Zeros(8);
        _boxes.Bytes([5, (byte)config.Length]);
        _boxes.Bytes(config);
        _boxes.Bytes([6, 1, 2]);
        _boxes.End(esds);
        _boxes.End(entry);
    }

    private void Empty(string type, int length)
    {
        var table = _boxes.Begin(System.Text.Encoding.ASCII.GetBytes(type), 0, 0);
        _boxes.Zeros(length);
        _boxes.End(table);
    }

    private void Matrix()
    {
        foreach (var value in (uint[])[0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000])
            _boxes.Number(value);
    }
}
