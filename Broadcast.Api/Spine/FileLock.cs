namespace Broadcast.Api.Spine;

/// <summary>What it means that a file could not be opened for this process alone.</summary>
internal static class FileLock
{
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>Whether another process has it, and not the disk is full or broken.</summary>
    public static bool IsTaken(IOException refused) => refused.HResult is WouldBlock or SharingViolation;
}
