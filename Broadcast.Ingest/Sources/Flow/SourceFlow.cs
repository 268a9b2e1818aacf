using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Aac;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Decides what happens to a publisher's messages: when a run begins and ends, what FFmpeg is fed and with which times, and where silence
/// goes. Deterministic: the same messages at the same times give the same steps. The session's loop is the only caller.
/// </summary>
internal sealed class SourceFlow(SourceOptions options)
{
    /// <summary>The reason when a run ends because its timestamps leap.</summary>
    public const string Leap = "timestamps";

    /// <summary>Late pictures are discarded for at most this long; a source that stays late is then accepted as it is.</summary>
    private static readonly TimeSpan LatePatience = TimeSpan.FromSeconds(5);

    /// <summary>A picture that is suddenly further ahead of the receive clock than this comes from another clock.</summary>
    private static readonly TimeSpan MaxLead = TimeSpan.FromSeconds(1);

    private readonly SourceLag _lag = new();
    private readonly RestartPacer _pacer = new();
    private readonly StandingTimes _standing = new();
    private readonly CompositionShift _composition = new();
    private ReadOnlyMemory<byte> _header;
    private ReadOnlyMemory<byte> _avc;
    private int _lengthSize;
    private ReadOnlyMemory<byte> _aac;
    private AacFormat? _audio;
    private StreamMetadata? _metadata;
    private DateTimeOffset? _announced;
    private DateTimeOffset? _lastPicture;
    private DateTimeOffset? _lateSince;
    private double _silence;
    private FlowRun? _run;

    /// <summary>Milliseconds of silence inserted so far.</summary>
    public double SilenceFilled => _silence + (_run?.SilenceFilled ?? 0);

    /// <summary>True while the newest audio is inserted silence.</summary>
    public bool Filling => _run?.Filling ?? false;

    /// <summary>Frames that were not used, for example broken, late, or without a keyframe before them.</summary>
    public long Discarded { get; private set; }

    /// <summary>Processes one message and adds the resulting steps to <paramref name="steps"/>.</summary>
    public void Accept(in StampedMessage arrived, DateTimeOffset now, List<FeedStep> steps)
    {
        var message = _standing.Stamp(arrived);
        if (message.AfterGap)
            Interrupt();

        var unit = message.Unit;
        switch (unit.Kind)
        {
            case FlvUnitKind.VideoHeader:
                AcceptVideoHeader(unit.Content, message.Received, now, steps);
                break;
            case FlvUnitKind.AudioHeader:
                AcceptAudioHeader(unit.Content, now, steps);
                break;
            case FlvUnitKind.VideoFrame:
                AcceptPicture(message, unit.Content, now, steps);
                break;
            case FlvUnitKind.AudioFrame:
                AcceptAudio(message.Message, now, steps);
                break;
            case FlvUnitKind.Metadata:
                _metadata = StreamMetadata.Parse(unit.Content.Span) ?? _metadata;
                break;
            case FlvUnitKind.Unsupported:
                steps.Add(new FeedStep { Kind = FeedStepKind.Refuse, Reason = unit.Fault });
                break;
            case FlvUnitKind.Nothing:
            default:
                break;
        }
    }

    /// <summary>Ends the run without a step, when its process is gone: the next IDR begins another run.</summary>
    public void RunLost(DateTimeOffset now)
    {
        if (_run is null)
            return;

        _silence += _run.SilenceFilled;
        _run = null;
        _pacer.Ended(now);
    }

    private void AcceptVideoHeader(ReadOnlyMemory<byte> avc, DateTimeOffset received, DateTimeOffset now, List<FeedStep> steps)
    {
        _announced ??= received;
        // Encoders repeat their headers: only a change from the last header counts. Parameter sets in pictures may have replaced _avc.
        if (avc.Span.SequenceEqual(_header.Span) || AvcFrame.LengthSize(avc.Span) is not { } lengthSize)
            return;

        (_header, _avc, _lengthSize) = (avc, avc, lengthSize);
        End("video-format", now, steps);
    }

    private void AcceptAudioHeader(ReadOnlyMemory<byte> aac, DateTimeOffset now, List<FeedStep> steps)
    {
        if (aac.Span.SequenceEqual(_aac.Span))
            return;

        if (AacFormat.Parse(aac.Span) is not { } format)
        {
            steps.Add(new FeedStep { Kind = FeedStepKind.Refuse, Reason = AacFormat.IsReadable(aac.Span) ? "audio-profile" : "audio-format" });
            return;
        }

        (_aac, _audio) = (aac, format);
        End("audio-format", now, steps);
    }

    private void AcceptPicture(in StampedMessage message, ReadOnlyMemory<byte> units, DateTimeOffset now, List<FeedStep> steps)
    {
        var kind = _avc.IsEmpty ? AvcFrameKind.Broken : AvcFrame.Inspect(units.Span, _lengthSize);
        if (kind == AvcFrameKind.Broken)
        {
            // Pictures that refer to the broken one cannot be shown either.
            Interrupt();
            Discarded++;
            return;
        }

        if (message.Received - _lastPicture > options.PictureTimeout)
            Interrupt();
        _lastPicture = message.Received;
        _composition.Learn(message.Message.Payload.Span);
        if (kind.HasFlag(AvcFrameKind.Independent) && _run is not null && _run.Shift != _composition.Needed)
            End("composition", now, steps);
        if (kind.HasFlag(AvcFrameKind.Independent) && InBandSets.Changed(units.Span, _lengthSize, _avc.Span) is { } changed)
        {
            _avc = changed;
            End("video-format", now, steps);
        }

        // The timestamp stepped forward without as much time passing: on the receive clock, the run would end up in the future.
        if (_run is not null && _lag.Of(message.Received, message.Message.Timestamp) < -MaxLead)
            EndByLeap(now, steps);

        if (_run is { Interrupted: false })
        {
            if (_run.TryPicture(message, units, kind, steps))
            {
                _lag.Learn(message.Received, message.Message.Timestamp);
                return;
            }

            // The timestamp is from another clock: this picture may be the first of the next run.
            EndByLeap(now, steps);
        }

        if (!kind.HasFlag(AvcFrameKind.Independent) || IsLate(message.Message.Timestamp, now) || !TryResume(message, units, kind, now, steps))
            Discarded++;
    }

    /// <summary>Continues the interrupted run with an IDR, or begins another run. False when neither is possible.</summary>
    private bool TryResume(in StampedMessage message, ReadOnlyMemory<byte> units, AvcFrameKind kind, DateTimeOffset now, List<FeedStep> steps)
    {
        if (_run is not null)
        {
            _run.Interrupted = false;
            if (_run.TryPicture(message, units, kind, steps))
                return true;

            EndByLeap(now, steps);
        }

        if (!IsAnnounced(message.Received) || !_pacer.MayBegin(now))
            return false;

        var format = new RunFormat
        {
            Avc = _avc,
            Aac = _audio is null ? AacFormat.Stereo48Config : _aac,
            Audio = _audio ?? AacFormat.Parse(AacFormat.Stereo48Config.Span)!,
            SourceHasAudio = _audio is not null,
            FrameRate = _metadata?.FrameRate ?? 0,
        };
        _run = new FlowRun(format, _lengthSize, message.Message.Timestamp, _composition.Needed, options);
        _pacer.Began(now);
        _run.Open(steps);
        return _run.TryPicture(message, units, kind, steps);
    }

    /// <summary>
    /// True when the audio header has come, the metadata names no audio, or no header has come for <see cref="SourceOptions.HeadersWait"/>.
    /// </summary>
    private bool IsAnnounced(DateTimeOffset received) =>
        _audio is not null || _metadata is { HasAudio: false } || received - _announced >= options.HeadersWait;

    /// <summary>
    /// True for a picture that a stalled uplink held back. A run that began with it would stay behind by the length of the stall.
    /// </summary>
    private bool IsLate(long timestamp, DateTimeOffset now)
    {
        if (_lag.Of(now, timestamp) <= options.MaxLag)
        {
            _lateSince = null;
            return false;
        }

        _lateSince ??= now;
        if (now - _lateSince < LatePatience)
            return true;

        _lateSince = null;
        _lag.Forget();
        return false;
    }

    private void AcceptAudio(in MediaMessage message, DateTimeOffset now, List<FeedStep> steps)
    {
        if (_audio is null || _run is null or { Interrupted: true })
            return;

        if (!_run.TryAudio(message, steps, out var used))
            EndByLeap(now, steps);
        else if (!used)
            Discarded++;
    }

    private void Interrupt()
    {
        if (_run is not null)
            _run.Interrupted = true;
    }

    private void EndByLeap(DateTimeOffset now, List<FeedStep> steps)
    {
        End(Leap, now, steps);
        _lag.Forget();
    }

    private void End(string reason, DateTimeOffset now, List<FeedStep> steps)
    {
        if (_run is null)
            return;

        RunLost(now);
        steps.Add(new FeedStep { Kind = FeedStepKind.End, Reason = reason });
    }
}
