using System.Runtime.InteropServices;
using Broadcast.Ingest.Packaging.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>What is to be done next, as <see cref="SourceFlow"/> decided it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FeedStep
{
    public required FeedStepKind Kind { get; init; }

    /// <summary>Of <see cref="FeedStepKind.Begin"/>.</summary>
    public RunFormat? Format { get; init; }

    /// <summary>Of <see cref="FeedStepKind.Write"/>.</summary>
    public FlvTag Tag { get; init; }

    /// <summary>Of <see cref="FeedStepKind.Write"/> with a picture: when it was received.</summary>
    public DateTimeOffset? Picture { get; init; }

    /// <summary>Of <see cref="FeedStepKind.Write"/> with a picture: it is an IDR.</summary>
    public bool Independent { get; init; }

    /// <summary>Of <see cref="FeedStepKind.End"/> and <see cref="FeedStepKind.Refuse"/>: a stable word.</summary>
    public string Reason { get; init; }
}

internal enum FeedStepKind
{
    /// <summary>A new run: a new FFmpeg process.</summary>
    Begin,

    /// <summary>One tag for the run.</summary>
    Write,

    /// <summary>The run is over; another may begin.</summary>
    End,

    /// <summary>The source cannot be used; its publisher must go.</summary>
    Refuse,
}
