using System.IO.Pipelines;

namespace Broadcast.Chat.Transport;

/// <summary>The input of a lent connection. <c>Complete</c> does nothing once the connection is taken over.</summary>
internal sealed class LentReader(PipeReader own, ConnectionLoan loan) : PipeReader
{
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => own.ReadAsync(cancellationToken);

    public override bool TryRead(out ReadResult result) => own.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => own.AdvanceTo(consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => own.AdvanceTo(consumed, examined);

    public override void CancelPendingRead() => own.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        if (!loan.IsTakenOver)
            own.Complete(exception);
    }

    protected override ValueTask<ReadResult> ReadAtLeastAsyncCore(int minimumSize, CancellationToken cancellationToken) =>
        own.ReadAtLeastAsync(minimumSize, cancellationToken);
}
