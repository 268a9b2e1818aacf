using System.Runtime.InteropServices;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Packaging.Flv;

/// <summary>One tag on its way to FFmpeg.</summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="Timestamp">Milliseconds since the run began.</param>
/// <param name="Body">The tag's body.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlvTag(MediaKind Kind, uint Timestamp, ReadOnlyMemory<byte> Body);
