using System.IO.Pipelines;

namespace Broadcast.Chat.Rooms.Transport;

/// <summary>Both directions of a stream, which holds no buffer while it waits.</summary>
internal sealed class StreamWire(Stream stream) : IDuplexPipe
{
    private static readonly StreamPipeReaderOptions NoBufferWhileWaiting = new(leaveOpen: true, useZeroByteReads: true);

    public PipeReader Input { get; } = PipeReader.Create(stream, NoBufferWhileWaiting);

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
