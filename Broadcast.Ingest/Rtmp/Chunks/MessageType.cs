namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>Types of messages (RTMP 1.0, 5.4, 6.2 and 7.1).</summary>
internal enum MessageType : byte
{
    SetChunkSize = 1,
    Abort = 2,
    Acknowledgement = 3,
    UserControl = 4,
    WindowSize = 5,
    PeerBandwidth = 6,
    Audio = 8,
    Video = 9,
    DataAmf3 = 15,
    CommandAmf3 = 17,
    DataAmf0 = 18,
    CommandAmf0 = 20,
    Aggregate = 22,
}
