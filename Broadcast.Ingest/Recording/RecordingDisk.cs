namespace Broadcast.Ingest.Recording;

/// <summary>The file system that holds the recordings.</summary>
internal interface IRecordingDisk
{
    /// <summary>Bytes that may still be written.</summary>
    long Free(string folder);
}

/// <summary>Tells failed writes to a full disk from others.</summary>
internal static class DiskRefusal
{
    /// <summary>errno(3): no space is left on the device.</summary>
    private const int NoSpace = 28;

    /// <summary>errno(3): the quota is used up.</summary>
    private const int OverQuota = 122;

    /// <summary>True when the disk is full; other faults (no descriptor free, no right, a broken device) are not mended by deleting.</summary>
    public static bool IsFull(Exception exception) => exception is IOException { HResult: NoSpace or OverQuota };
}

/// <summary>The file system as the operating system reports it.</summary>
internal sealed class RecordingDisk : IRecordingDisk
{
    public long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
