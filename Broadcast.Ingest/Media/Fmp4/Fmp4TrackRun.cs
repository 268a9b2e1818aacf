using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>One track's samples in a moof.</summary>
/// <param name="DecodeTime">tfdt: of the first sample, in ticks of the track.</param>
/// <param name="Duration">Of all samples together, in ticks. The last one's may be a guess of FFmpeg's.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Sync">True when the first sample can be decoded by itself.</param>
/// <param name="FirstOffset">Composition offset of the first sample, in ticks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fmp4TrackRun(long DecodeTime, long Duration, int Samples, bool Sync, int FirstOffset);
