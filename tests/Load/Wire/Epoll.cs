using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Load.Wire;

/// <summary>Which of many descriptors can be read or written (epoll(7), level-triggered). One thread uses it.</summary>
internal sealed unsafe partial class Epoll : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;

    /// <summary>The other side has ended; told without being asked for, but for the half-closed case.</summary>
    public const uint Ended = 8 | 0x10 | 0x2000;

    private const uint HalfClosed = 0x2000;
    private const int CloseOnExec = 0x80000;
    private const int Adding = 1;
    private const int Changing = 3;
    private const int Most = 512;

    /// <summary>The kernel's struct is packed on x86-64 only.</summary>
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _descriptor = NativeCreate(CloseOnExec);
    private readonly byte[] _events = new byte[Most * 16];

    /// <summary>Begins to watch; a closed descriptor is forgotten by itself.</summary>
    public void Add(int descriptor, int tag, uint what) => Control(Adding, descriptor, tag, what);

    public void Change(int descriptor, int tag, uint what) => Control(Changing, descriptor, tag, what);

    /// <summary>Waits for at most <paramref name="milliseconds"/>; returns how many are ready.</summary>
    public int Wait(int milliseconds)
    {
        fixed (byte* events = _events)
            return Math.Max(0, NativeWait(_descriptor, events, Most, milliseconds));
    }

    /// <summary>The tag and the state of the ready one at <paramref name="index"/>.</summary>
    public (int Tag, uint What) this[int index]
    {
        get
        {
            var one = _events.AsSpan(index * Stride, Stride);
            return (BinaryPrimitives.ReadInt32LittleEndian(one[(Stride - 8)..]), BinaryPrimitives.ReadUInt32LittleEndian(one));
        }
    }

    public void Dispose() => Posix.Close(_descriptor);

    private void Control(int operation, int descriptor, int tag, uint what)
    {
        var one = stackalloc byte[16];
        var bytes = new Span<byte>(one, 16);
        bytes.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, what | HalfClosed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[(Stride - 8)..], tag);
        if (NativeControl(_descriptor, operation, descriptor, one) < 0)
            throw new IOException($"epoll_ctl: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int NativeCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int NativeControl(int epoll, int operation, int descriptor, byte* what);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int NativeWait(int epoll, byte* events, int most, int milliseconds);
}
