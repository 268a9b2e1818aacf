using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>A message with the receive clock's time at its arrival.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Received">When.</param>
/// <param name="AfterGap">Messages before it were dropped for want of room.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StampedMessage(MediaMessage Message, DateTimeOffset Received, bool AfterGap = false);
