using Microsoft.Win32.SafeHandles;

namespace Broadcast.Ingest.Recording;

/// <summary>
/// Writes that a hanging disk may never finish: a flush takes no thread of the pool, which everything else needs, and a cancelled write is
/// left alone. The file may be closed meanwhile; the system closes it when the write has ended.
/// </summary>
internal static class DiskWrites
{
    public static Task WriteAsync(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> bytes, long offset, CancellationToken cancellation) =>
        RandomAccess.WriteAsync(file, bytes, offset, cancellation).AsTask().WaitAsync(cancellation);

    public static Task WriteAsync(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset, CancellationToken cancellation) =>
        RandomAccess.WriteAsync(file, bytes, offset, cancellation).AsTask().WaitAsync(cancellation);

    /// <summary>Ends when everything that was written to the file is on the disk.</summary>
    public static Task FlushAsync(SafeFileHandle file, CancellationToken cancellation) =>
        Task.Factory.StartNew(() => RandomAccess.FlushToDisk(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation);
}
