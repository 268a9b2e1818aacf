using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>A whole message, put together from its chunks.</summary>
/// <param name="Type">Any value: unknown types are passed on.</param>
/// <param name="StreamId">The message stream; 0 for the connection itself.</param>
/// <param name="Timestamp">Milliseconds modulo 2^32.</param>
/// <param name="Payload">Never reused by the reader: it may be kept.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RtmpMessage(MessageType Type, uint StreamId, uint Timestamp, ReadOnlyMemory<byte> Payload);
