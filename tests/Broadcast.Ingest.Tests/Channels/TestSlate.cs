using Broadcast.Ingest.Channels.Slate;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>A slate with the real one's shape and no picture, for tests that check playlists and not media.</summary>
internal static class TestSlate
{
    public static SlateClip Clip { get; } = new()
    {
        Init = TestInit.Of("slate"),
        Codecs = "avc1.640028,mp4a.40.2",
        Width = 640,
        Height = 360,
        VideoTrack = TestInit.VideoTrack,
        AudioTrack = TestInit.AudioTrack,
        VideoTimescale = TestInit.Timescale,
        Video = [.. Enumerable.Range(0, SlateClip.Frames).Select(_ => new ReadOnlyMemory<byte>(new byte[10]))],
        Silence = new byte[6],
    };
}
