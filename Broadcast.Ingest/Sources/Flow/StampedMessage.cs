using System.Runtime.InteropServices;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Sources.Flow;

/// <summary>A message with the receive clock's time at its arrival.</summary>
/// <param name="Message">As it came.</param>
/// <param name="Unit">The parsed body; parsed once, on arrival.</param>
/// <param name="Received">When the message arrived.</param>
/// <param name="AfterGap">True when messages right before it were dropped because the queue was full.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StampedMessage(MediaMessage Message, FlvUnit Unit, DateTimeOffset Received, bool AfterGap = false);
