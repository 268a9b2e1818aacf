using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>One sample of a fragment: a picture or a frame of sound.</summary>
/// <param name="IsVideo">True for the video track, false for the audio track.</param>
/// <param name="DecodeTime">Ticks of the track.</param>
/// <param name="Duration">Ticks of the track.</param>
/// <param name="Offset">Composition offset in ticks; may be negative.</param>
/// <param name="Sync">True when it can be decoded by itself.</param>
/// <param name="Data">A slice of the fragment.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fmp4Sample(bool IsVideo, long DecodeTime, uint Duration, int Offset, bool Sync, ReadOnlyMemory<byte> Data);
