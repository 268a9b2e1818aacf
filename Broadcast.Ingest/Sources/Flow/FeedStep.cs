using System.Runtime.InteropServices;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>One step that <see cref="SourceFlow"/> decided and the session carries out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedStep
{
    public required FeedStepKind Kind { get; init; }

    /// <summary>Set for <see cref="FeedStepKind.Begin"/>.</summary>
    public RunFormat? Format { get; init; }

    /// <summary>Set for <see cref="FeedStepKind.Write"/>.</summary>
    public FlvTag Tag { get; init; }

    /// <summary>Set for <see cref="FeedStepKind.Write"/> of a picture: when the picture was received.</summary>
    public DateTimeOffset? Picture { get; init; }

    /// <summary>Set for <see cref="FeedStepKind.Write"/> of a picture: true for an IDR.</summary>
    public bool Independent { get; init; }

    /// <summary>Set for <see cref="FeedStepKind.End"/> and <see cref="FeedStepKind.Refuse"/>: the cause, a stable word.</summary>
    public string Reason { get; init; }
}

internal enum FeedStepKind
{
    /// <summary>Begin a run: start an FFmpeg process.</summary>
    Begin,

    /// <summary>Write one tag to the run.</summary>
    Write,

    /// <summary>End the run; another may begin.</summary>
    End,

    /// <summary>Drop the publisher: its source cannot be used.</summary>
    Refuse,
}
