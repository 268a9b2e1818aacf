namespace Broadcast.Ingest.Recording;

/// <summary>The file system that recordings lie on.</summary>
internal interface IRecordingDisk
{
    /// <summary>Bytes that may still be written.</summary>
    long Free(string folder);
}

/// <summary>As the operating system says.</summary>
internal sealed class RecordingDisk : IRecordingDisk
{
    public long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
