using Broadcast.Ingest.Sources.Silence;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>
/// Decides what becomes of a publisher's messages: when a run begins and ends, what FFmpeg is fed and with which times, where silence
/// goes. Pure but for its own state: the same messages at the same times give the same steps. The session's loop is the only caller.
/// </summary>
internal sealed class SourceFlow(SourceOptions options)
{
    /// <summary>The reason of a run's end by its timestamps.</summary>
    public const string Leap = "timestamps";

    /// <summary>How long pictures may be passed over for being late; a source that stays late is taken as it is.</summary>
    private static readonly TimeSpan LatePatience = TimeSpan.FromSeconds(5);

    /// <summary>Pictures that run ahead of the receive clock by this, when all before them did not, are those of another clock.</summary>
    private static readonly TimeSpan MaxLead = TimeSpan.FromSeconds(1);

    private readonly SourceLag _lag = new();
    private readonly RestartPacer _pacer = new();
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

    /// <summary>Milliseconds of silence put in so far.</summary>
    public double SilenceFilled => _silence + (_run?.SilenceFilled ?? 0);

    /// <summary>True while the newest audio is silence of ours.</summary>
    public bool Filling => _run?.Filling ?? false;

    /// <summary>Frames that were of no use: broken, before a keyframe, too late.</summary>
    public long Discarded { get; private set; }

    /// <summary>Takes one message and adds what follows from it to <paramref name="steps"/>.</summary>
    public void Accept(in StampedMessage message, DateTimeOffset now, List<FeedStep> steps)
    {
        if (message.AfterGap)
            Interrupt();

        var unit = FlvUnit.Parse(message.Message);
        switch (unit.Kind)
        {
            case FlvUnitKind.VideoHeader:
                TakeVideoHeader(unit.Content, message.Received, now, steps);
                break;
            case FlvUnitKind.AudioHeader:
                TakeAudioHeader(unit.Content, now, steps);
                break;
            case FlvUnitKind.VideoFrame:
                TakePicture(message, unit.Content, now, steps);
                break;
            case FlvUnitKind.AudioFrame:
                TakeAudio(message.Message, now, steps);
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

    /// <summary>The process that the run went to is gone: the next IDR begins another one.</summary>
    public void RunLost(DateTimeOffset now)
    {
        if (_run is null)
            return;

        _silence += _run.SilenceFilled;
        _run = null;
        _pacer.Ended(now);
    }

    private void TakeVideoHeader(ReadOnlyMemory<byte> avc, DateTimeOffset received, DateTimeOffset now, List<FeedStep> steps)
    {
        _announced ??= received;
        // Encoders repeat their headers; only a change matters, and against the last header: the pictures may have said otherwise since.
        if (avc.Span.SequenceEqual(_header.Span) || AvcFrame.LengthSize(avc.Span) is not { } lengthSize)
            return;

        (_header, _avc, _lengthSize) = (avc, avc, lengthSize);
        End("video-format", now, steps);
    }

    private void TakeAudioHeader(ReadOnlyMemory<byte> aac, DateTimeOffset now, List<FeedStep> steps)
    {
        if (aac.Span.SequenceEqual(_aac.Span))
            return;

        if (AacFormat.Parse(aac.Span) is not { } format)
        {
            steps.Add(new FeedStep { Kind = FeedStepKind.Refuse, Reason = "audio-format" });
            return;
        }

        (_aac, _audio) = (aac, format);
        End("audio-format", now, steps);
    }

    private void TakePicture(in StampedMessage message, ReadOnlyMemory<byte> units, DateTimeOffset now, List<FeedStep> steps)
    {
        var kind = _avc.IsEmpty ? AvcFrameKind.Broken : AvcFrame.Inspect(units.Span, _lengthSize);
        if (kind == AvcFrameKind.Broken)
        {
            // What refers to it cannot be shown either.
            Interrupt();
            Discarded++;
            return;
        }

        if (message.Received - _lastPicture > options.PictureTimeout)
            Interrupt();
        _lastPicture = message.Received;
        if (kind.HasFlag(AvcFrameKind.Independent) && InBandSets.Changed(units.Span, _lengthSize, _avc.Span) is { } changed)
        {
            _avc = changed;
            End("video-format", now, steps);
        }

        // A step forward that no waiting went before: laid on the receive clock, the run would end up in the future.
        if (_run is not null && _lag.Of(message.Received, message.Message.Timestamp) < -MaxLead)
            EndByLeap(now, steps);

        if (_run is { Interrupted: false })
        {
            if (_run.TryPicture(message, units, kind, steps))
            {
                _lag.Learn(message.Received, message.Message.Timestamp);
                return;
            }

            // Another clock: this picture may be the first of the next run.
            EndByLeap(now, steps);
        }

        if (!kind.HasFlag(AvcFrameKind.Independent) || IsLate(message.Message.Timestamp, now) || !TryResume(message, units, kind, now, steps))
            Discarded++;
    }

    /// <summary>With an IDR in time: the interrupted run goes on, or another one begins.</summary>
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
        _run = new FlowRun(format, _lengthSize, message.Message.Timestamp, options);
        _pacer.Began(now);
        _run.Open(steps);
        return _run.TryPicture(message, units, kind, steps);
    }

    /// <summary>Both headers are there, or the source has said or shown that it has no audio.</summary>
    private bool IsAnnounced(DateTimeOffset received) =>
        _audio is not null || _metadata is { HasAudio: false } || received - _announced >= options.HeadersWait;

    /// <summary>
    /// After a stall the uplink delivers what it held back. Begun with that, the stage would stay behind by the length of the stall.
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

    private void TakeAudio(in MediaMessage message, DateTimeOffset now, List<FeedStep> steps)
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
