namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>Events of a user control message (RTMP 1.0, 7.1.7). Peers send others too; the server ignores them.</summary>
internal enum UserControl : ushort
{
    StreamBegin = 0,
    PingRequest = 6,
    PingResponse = 7,
}
