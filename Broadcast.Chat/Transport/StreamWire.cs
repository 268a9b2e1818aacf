using System.IO.Pipelines;

namespace Broadcast.Chat.Transport;

/// <summary>A stream as a pipe in both directions. Holds no buffer while it waits for bytes.</summary>
internal sealed class StreamWire(Stream stream) : IDuplexPipe
{
    private static readonly StreamPipeReaderOptions NoBufferWhileWaiting = new(leaveOpen: true, useZeroByteReads: true);

    public PipeReader Input { get; } = PipeReader.Create(stream, NoBufferWhileWaiting);

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
