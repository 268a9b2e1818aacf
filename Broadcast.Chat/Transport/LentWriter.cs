using System.IO.Pipelines;

namespace Broadcast.Chat.Transport;

/// <summary>The output of a lent connection. <c>Complete</c> does nothing once the connection is taken over.</summary>
internal sealed class LentWriter(PipeWriter own, ConnectionLoan loan) : PipeWriter
{
    public override bool CanGetUnflushedBytes => own.CanGetUnflushedBytes;

    public override long UnflushedBytes => own.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => own.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => own.GetSpan(sizeHint);

    public override void Advance(int bytes) => own.Advance(bytes);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => own.WriteAsync(source, cancellationToken);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => own.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => own.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        if (!loan.IsTakenOver)
            own.Complete(exception);
    }
}
