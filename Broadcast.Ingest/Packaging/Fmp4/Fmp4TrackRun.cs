using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Packaging.Fmp4;

/// <summary>One track's samples in a moof.</summary>
/// <param name="DecodeTime">tfdt: of the first sample, in ticks of the track.</param>
/// <param name="Duration">Of all samples together, in ticks. FFmpeg's last one may be a guess.</param>
/// <param name="Samples">How many.</param>
/// <param name="Sync">The first sample can be decoded by itself.</param>
/// <param name="FirstOffset">Composition offset of the first sample, in ticks.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fmp4TrackRun(long DecodeTime, long Duration, int Samples, bool Sync, int FirstOffset);
