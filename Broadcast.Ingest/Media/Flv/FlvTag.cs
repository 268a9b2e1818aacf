using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>One FLV tag (Adobe FLV 10.1, E.4.1).</summary>
/// <param name="Kind">Audio, video or script data.</param>
/// <param name="Timestamp">Milliseconds modulo 2^32, as written into the tag.</param>
/// <param name="Body">The bytes between tag header and back pointer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlvTag(MediaKind Kind, uint Timestamp, ReadOnlyMemory<byte> Body);
