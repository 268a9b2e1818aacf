using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Amf;

/// <param name="Milliseconds">Since 1970, UTC.</param>
/// <param name="Zone">Reserved: should be 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AmfDate(double Milliseconds, short Zone);
